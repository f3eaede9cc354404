import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js';
import type { Chunk } from './Chunk.ts';

/** What frames an answer and is not part of it. */
const ENVELOPE: ReadonlySet<unknown> = new Set<Chunk['type']>(['start', 'usage', 'finish']);

/** Did it come from the model, so that a second try would repeat it? Content, and `source`, `activity`, `block` too. */
export const isOutput = ({ type }: Chunk): boolean => !ENVELOPE.has(type);

/** As `isOutput`, for a value of `stream()` or of `streamEither()`. */
export const isOutputValue = (value: Chunk | Either<unknown, Chunk>): boolean =>
  isEither(value) ? isRight(value) && isOutput(value.right) : isOutput(value);

/** A malformed frame of `streamEither()`. */
export const isMalformed = (value: unknown): boolean => isEither(value) && isLeft(value);

/** Is it `start`, `usage` or `finish`, as it is or as a `Right`? Asked of any value that an operator may have made. */
export function isEnvelope(value: unknown): boolean {
  const chunk: unknown = isEither(value) && isRight(value) ? value.right : value;
  return typeof chunk === 'object' && chunk !== null && 'type' in chunk && ENVELOPE.has(chunk.type);
}

const isEither = <A>(value: unknown): value is Either<unknown, A> =>
  typeof value === 'object' && value !== null && '_tag' in value;
