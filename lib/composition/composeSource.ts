import { isRight } from 'fp-ts/lib/Either.js';
import { catchError, defer, type Observable } from 'rxjs';
import { ChunkStream } from '../core/ChunkStream.ts';
import { attribute, isChatStreamError } from '../errors/ChatStreamError.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import type { ChatRequest } from '../types/ChatRequest.ts';
import type { ChatSource } from '../types/ChatSource.ts';
import type { Chunk } from '../types/Chunk.ts';
import { requestForEntry, type SourceEntry, sourceOfEntry } from './SourceEntry.ts';

/** One of the sources' answers to one request, in either of its two forms. */
export interface Contest<T> {
  readonly size: number;
  /** Asks source number `i`. */
  readonly ask: (i: number) => Observable<T>;
  readonly isContent: (value: T) => boolean;
}

/** Makes a source of sources from the rule that picks the answer: the rule is the same for `stream` and `streamEither`. */
export function composeSource(
  word: string,
  entries: readonly SourceEntry[],
  pick: <T>(contest: Contest<T>) => Observable<T>,
): ChatSource {
  if (entries.length === 0) throw new InvalidRequestError([{ path: 'entries', expected: 'at least one source' }]);
  const sources = entries.map(sourceOfEntry);
  const name = `${word}(${sources.map((source) => source.name).join(', ')})`;
  const contest = <T>(
    request: ChatRequest,
    stream: (source: ChatSource, request: ChatRequest) => Observable<T>,
    isContent: (value: T) => boolean,
  ): Observable<T> =>
    pick({
      size: entries.length,
      ask: (i) => defer(() => stream(sources[i] as ChatSource, requestForEntry(entries[i] as SourceEntry, request))),
      isContent,
    }).pipe(
      catchError((error) => {
        if (isChatStreamError(error)) {
          attribute(error, { provider: name });
          rememberSignal(error, request.signal);
        }
        throw error;
      }),
    );
  return {
    name,
    stream: (request) => ChunkStream.from(contest(request, (source, own) => source.stream(own), isContentChunk)),
    streamEither: (request) =>
      contest(
        request,
        (source, own) => source.streamEither(own),
        (value) => isRight(value) && isContentChunk(value.right),
      ),
  };
}

const isContentChunk = ({ type }: Chunk): boolean => type !== 'start' && type !== 'usage' && type !== 'finish';

/** Another source would fail at it too, or the caller wants no answer any more. */
export const endsAll = (error: unknown): boolean =>
  isChatStreamError(error) && (error.name === 'InvalidRequestError' || error.name === 'AbortError');
