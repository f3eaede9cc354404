import { isRight } from 'fp-ts/lib/Either.js';
import { defer, type MonoTypeOperatorFunction, type Observable } from 'rxjs';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { mapError } from '../rx/mapError.ts';
import { attribute, isChatStreamError } from '../errors/ChatStreamError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { ChatSource } from './ChatSource.ts';
import { isContentChunk } from '../chunk/chunkRoles.ts';
import { holdUntilContent } from './holdUntilContent.ts';
import { requestFor, type SourceEntry, toCandidates } from './SourceEntry.ts';

/** One of the sources' answers to one request, in either of its two forms. */
export interface Contest<T> {
  readonly size: number;
  /**
   * Asks source number `i`. Its answer begins with content and fails without any.
   *
   * @param onContent told before the first content is emitted
   */
  readonly ask: (i: number, onContent: () => void) => Observable<T>;
}

/** Makes a source of sources from the rule that picks the answer: the rule is the same for `stream` and `streamEither`. */
export function composeSource(
  word: string,
  entries: readonly SourceEntry[],
  pick: <T>(contest: Contest<T>) => Observable<T>,
): ChatSource {
  const candidates = toCandidates(entries);
  const name = `${word}(${candidates.map(({ source }) => source.name).join(', ')})`;
  const contest = <T>(
    request: ChatRequest,
    stream: (source: ChatSource, request: ChatRequest) => Observable<T>,
    isContent: (value: T) => boolean,
  ): Observable<T> =>
    pick({
      size: candidates.length,
      ask: (i, onContent) =>
        defer(() => {
          const candidate = candidates[i] as (typeof candidates)[number];
          return stream(candidate.source, requestFor(candidate, request)).pipe(
            holdUntilContent({ isContent, onContent }),
            attributeErrors(candidate.source.name),
          );
        }),
    }).pipe(attributeErrors(name, request?.signal));
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

/** Tells an error where it comes from, if it does not know, and which signal ends a wait for another try. */
function attributeErrors<T>(provider: string, signal?: AbortSignal): MonoTypeOperatorFunction<T> {
  return mapError((error) => {
    if (isChatStreamError(error)) {
      attribute(error, { provider });
      rememberSignal(error, signal);
    }
    return error;
  });
}

/** Another source would fail at it too, or the caller wants no answer any more. */
export const endsAll = (error: unknown): boolean =>
  isChatStreamError(error) && (error.name === 'InvalidRequestError' || error.name === 'AbortError');
