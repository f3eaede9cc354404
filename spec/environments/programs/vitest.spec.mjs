import { test } from 'vitest';

test('rxllm', () => import('./module.mjs'));
