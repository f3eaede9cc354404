import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import type { ChunkStream } from '../chunk/ChunkStream.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';

/**
 * Anything that answers chat requests: a provider, or sources composed by `failover` and `hedge`. Those work when taken off their
 * object; one of your own may be a class with methods, which are called on it.
 */
export interface ChatSource {
  readonly name: string;
  /** The answer as a cold stream: nothing is sent before `subscribe`, and each subscription is a request of its own. */
  readonly stream: (request: ChatRequest) => ChunkStream;
  /** The same answer with malformed frames in place, as `Left`. */
  readonly streamEither: (request: ChatRequest) => Observable<Either<MalformedFrame, Chunk>>;
}
