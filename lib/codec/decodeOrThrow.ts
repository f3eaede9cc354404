import { isLeft } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { issuesOf } from './issuesOf.ts';

/** Throws an `InvalidRequestError` with the places where a value does not decode, their paths beginning with `root`. */
export function decodeOrThrow(codec: Pick<Type<unknown>, 'decode' | 'is'>, value: unknown, root = ''): void {
  // Checked first, since it costs a fifth, and is nearly always true.
  if (codec.is(value)) return;
  const decoded = codec.decode(value);
  if (isLeft(decoded)) throw new InvalidRequestError(issuesOf(decoded.left, root));
}
