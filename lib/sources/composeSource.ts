import { defer, type Observable } from 'rxjs';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import { isOutput, isOutputValue } from '../chunk/isOutput.ts';
import { isChatStreamError } from '../errors/isChatStreamError.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import type { ChatSource, ChatSourceLike } from './ChatSource.ts';
import { eitherOf } from './eitherOf.ts';
import { holdUntilContent } from './holdUntilContent.ts';
import { requestFor, type SourceEntry, toCandidates } from './SourceEntry.ts';

/** One of the sources' answers to one request, in either of its two forms. */
export interface Contest<T> {
  readonly size: number;
  /**
   * Asks source number `i`. Its answer begins with content and fails without any.
   *
   * @param onContent called before the first content is emitted
   */
  readonly ask: (i: number, onContent: () => void) => Observable<T>;
}

/** Makes a source from several, given the rule that picks the answer. The rule is the same for `stream` and `streamEither`. */
export function composeSource(
  word: string,
  entries: readonly SourceEntry[],
  pick: <T>(contest: Contest<T>) => Observable<T>,
): ChatSource {
  const candidates = toCandidates(entries);
  const name = `${word}(${candidates.map(({ source }) => source.name).join(', ')})`;
  const contest = <T>(
    request: ChatRequest,
    stream: (source: ChatSourceLike, request: ChatRequest) => Observable<T>,
    isContent: (value: T) => boolean,
  ): Observable<T> =>
    pick({
      size: candidates.length,
      ask: (i, onContent) =>
        defer(() => {
          const candidate = candidates[i] as (typeof candidates)[number];
          return stream(candidate.source, requestFor(candidate, request)).pipe(
            holdUntilContent({ isContent, onContent }),
            attributeErrors({ context: () => ({ provider: candidate.source.name }) }),
          );
        }),
    }).pipe(
      // The error of a source that obeys the signal says which provider and model were answering.
      untilAborted(request?.signal, queueMicrotask),
      attributeErrors({ context: () => ({ provider: name }), signal: request?.signal }),
    );
  return {
    name,
    stream: (request) => ChunkStream.from(contest(request, (source, own) => source.stream(own), isOutput)),
    streamEither: (request) => contest(request, eitherOf, isOutputValue),
  };
}

/** Another source would fail with it too, or the caller no longer wants an answer. */
export const endsAll = (error: unknown): boolean =>
  isChatStreamError(error) && (error.name === 'InvalidRequestError' || error.name === 'AbortError');
