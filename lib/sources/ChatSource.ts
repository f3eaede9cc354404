import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { ChunkStream } from '../chunk/ChunkStream.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';

/**
 * Anything that answers chat requests: a provider, or a source composed of others (`failover`, `hedge`, `runTools` …). The methods of
 * this library's own sources work when taken off their object.
 */
export interface ChatSource {
  /** Its name in errors and logs. */
  readonly name: string;
  /** The answer as a cold stream: nothing is sent before `subscribe`, and each subscription sends a request. */
  readonly stream: (request: ChatRequest) => ChunkStream;
  /** The same answer with malformed frames in place, as `Left`. */
  readonly streamEither: (request: ChatRequest) => Observable<Either<MalformedFrame, Chunk>>;
}

/**
 * The minimum for composition (`failover`, `hedge`, `runTools` …): a name and one function. It may be an object of a class; its methods
 * are called on it.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { autonomousAI, failover, type ChatSourceLike, type Chunk } from 'rxllm';
 *
 * const apology: ChatSourceLike = {
 *   name: 'apology',
 *   stream: () =>
 *     of<Chunk[]>(
 *       { type: 'start' },
 *       { type: 'text', choice: 0, text: 'Nobody can answer now.' },
 *       { type: 'finish', choice: 0, reason: 'stop' },
 *     ),
 * };
 * const source = failover([autonomousAI(), apology]);
 * ```
 */
export interface ChatSourceLike {
  /** Its name in errors and logs. */
  readonly name: string;
  /** The answer as a stream of chunks, subscribed once for each answer. */
  stream(request: ChatRequest): Observable<Chunk>;
  /** The same answer with malformed frames in place; without it the answer has none. */
  streamEither?(request: ChatRequest): Observable<Either<MalformedFrame, Chunk>>;
}
