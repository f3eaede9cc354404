import { right, type Either } from 'fp-ts/lib/Either.js';
import { map, type Observable } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { ChatSourceLike } from './ChatSource.ts';

/** The answer of any source with its malformed frames in place; a source without `streamEither` reports none. */
export function eitherOf(source: ChatSourceLike, request: ChatRequest): Observable<Either<MalformedFrame, Chunk>> {
  return source.streamEither?.(request) ?? source.stream(request).pipe(map((chunk) => right(chunk)));
}
