import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import type { ChunkStream } from '../core/ChunkStream.ts';
import type { ChatRequest } from './ChatRequest.ts';
import type { Chunk } from './Chunk.ts';
import type { MalformedFrame } from './MalformedFrame.ts';

/** Anything that answers chat requests: a provider, or sources composed by `failover` and `hedge`. */
export interface ChatSource {
  readonly name: string;
  /** The answer as a cold stream: nothing is sent before `subscribe`, and each subscription is a request of its own. */
  stream(request: ChatRequest): ChunkStream;
  /** The same answer with malformed frames in place, as `Left`. */
  streamEither(request: ChatRequest): Observable<Either<MalformedFrame, Chunk>>;
}
