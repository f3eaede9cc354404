import type { OperatorFunction } from 'rxjs';
import { operate } from '../../rx/operate.ts';
import { LineSplitter } from './LineSplitter.ts';

/** `splitLines` for options that were checked before. */
export const lines = (maxLineBytes: number): OperatorFunction<Uint8Array, string> =>
  operate(() => new LineSplitter(maxLineBytes));
