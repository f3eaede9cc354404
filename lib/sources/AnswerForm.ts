import { isRight, right, type Either } from 'fp-ts/lib/Either.js';
import { identity, type Observable } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { ChatSourceLike } from './ChatSource.ts';
import { eitherOf } from './eitherOf.ts';

/** One of the two forms of an answer, for code that handles both. */
export interface AnswerForm<T> {
  readonly ask: (source: ChatSourceLike, request: ChatRequest) => Observable<T>;
  /** The chunk in a value; a malformed frame has none. */
  readonly chunkOf: (value: T) => Chunk | undefined;
  readonly toValue: (chunk: Chunk) => T;
}

/** The form of `stream()`. */
export const chunkForm: AnswerForm<Chunk> = {
  ask: (source, request) => source.stream(request),
  chunkOf: identity,
  toValue: identity,
};

/** The form of `streamEither()`. */
export const eitherForm: AnswerForm<Either<MalformedFrame, Chunk>> = {
  ask: (source, request) => eitherOf(source, request),
  chunkOf: (value) => (isRight(value) ? value.right : undefined),
  toValue: (chunk) => right(chunk),
};
