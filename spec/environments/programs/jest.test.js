/* global test */
const { check } = require('./check.cjs');

// Jest's jsdom has no `Response`.
const sending = typeof document === 'undefined' ? ['rxllm/server'] : [];
const entries = ['rxjs', 'rxllm', 'rxllm/testing', 'rxllm/tools', ...sending].map((name) => require(name));
require('rxllm/redis');
require('rxllm/relay');
require('rxllm/server');

test('rxllm', () => check(...entries));
