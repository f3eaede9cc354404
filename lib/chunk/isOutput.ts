import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js';
import type { Chunk } from './Chunk.ts';

/** The types of chunks that surround an answer and are not part of it. */
const ENVELOPE: ReadonlySet<unknown> = new Set<Chunk['type']>(['start', 'usage', 'finish']);

/** Whether a chunk came from the model, so that a second attempt would repeat it: content, `source`, `activity` and `block`. */
export const isOutput = ({ type }: Chunk): boolean => !ENVELOPE.has(type);

/** As `isOutput`, for a value of `stream()` or of `streamEither()`. */
export const isOutputValue = (value: Chunk | Either<unknown, Chunk>): boolean =>
  isEither(value) ? isRight(value) && isOutput(value.right) : isOutput(value);

/** A malformed frame of `streamEither()`. */
export const isMalformed = (value: unknown): boolean => isEither(value) && isLeft(value);

/** Whether a value is `start`, `usage` or `finish`, plain or as a `Right`. It may be any value that an operator has made. */
export function isEnvelope(value: unknown): boolean {
  const chunk: unknown = isEither(value) && isRight(value) ? value.right : value;
  return typeof chunk === 'object' && chunk !== null && 'type' in chunk && ENVELOPE.has(chunk.type);
}

const isEither = <A>(value: unknown): value is Either<unknown, A> =>
  typeof value === 'object' && value !== null && '_tag' in value;
