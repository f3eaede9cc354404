import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js';
import type { Chunk } from './Chunk.ts';

/** Did it come of the model? Anything but `start`, `usage` and `finish`. */
export const isContentChunk = ({ type }: Chunk): boolean => !FRAME_OF_ANSWER.has(type);

/** A bad frame of `streamEither()`. */
export const isMalformed = (value: unknown): boolean => isEither(value) && isLeft(value);

/** What tells of an answer and is none of it: `start`, `usage` and `finish`, as they are or as `Right`. */
export function isFrameOfAnswer(value: unknown): boolean {
  const chunk: unknown = isEither(value) && isRight(value) ? value.right : value;
  return typeof chunk === 'object' && chunk !== null && 'type' in chunk && FRAME_OF_ANSWER.has(chunk.type);
}

const FRAME_OF_ANSWER: ReadonlySet<unknown> = new Set<Chunk['type']>(['start', 'usage', 'finish']);

const isEither = (value: unknown): value is Either<unknown, unknown> =>
  typeof value === 'object' && value !== null && '_tag' in value;
