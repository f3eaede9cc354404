import { catchError, defer, type Observable } from 'rxjs';
import { AllSourcesFailedError } from '../errors/AllSourcesFailedError.ts';
import type { ChatSource } from './ChatSource.ts';
import { composeSource, type Contest, endsAll } from './composeSource.ts';
import type { SourceEntry } from './SourceEntry.ts';

/**
 * A source that asks one source after another until one delivers content.
 *
 * ```text
 * first     --#
 * second      --start--text--#            an error after content stays an error
 * result    -----------(st)--#
 * ```
 *
 * It moves on after any error before content except `InvalidRequestError` and `AbortError`. An answer that ends without content
 * counts as failed. Two answers are never joined.
 *
 * Throws `InvalidRequestError` for an empty list, or an entry that is not a source. Raises `AllSourcesFailedError` as an error notification.
 *
 * @param entries sources, or `{ source, model }`, whose `model` wins over the request's
 * @example
 * ```ts
 * import { autonomousAI, failover, openAICompatible } from 'rxllm';
 *
 * const local = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1' });
 * const source = failover([autonomousAI(), { source: local, model: 'llama3.2' }]);
 * const answer$ = source.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 * ```
 */
export function failover(entries: readonly SourceEntry[]): ChatSource {
  return composeSource('failover', entries, (contest) => tryFrom(0, contest, []));
}

function tryFrom<T>(i: number, contest: Contest<T>, failures: readonly unknown[]): Observable<T> {
  return defer(() => {
    let hasContent = false;
    const onContent = (): void => void (hasContent = true);
    return contest.ask(i, onContent).pipe(
      catchError((error) => {
        if (hasContent || endsAll(error)) throw error;
        const errors = [...failures, error];
        if (errors.length === contest.size) throw new AllSourcesFailedError(errors);
        return tryFrom(i + 1, contest, errors);
      }),
    );
  });
}
