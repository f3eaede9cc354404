import * as t from 'io-ts';
import {
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  filter,
  interval,
  map,
  mergeMap,
  type Observable,
  startWith,
  Subject,
  switchMap,
  take,
  takeUntil,
} from 'rxjs';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { AllSourcesFailedError } from '../errors/AllSourcesFailedError.ts';
import { toDelay } from '../rx/toDelay.ts';
import type { ChatSource } from './ChatSource.ts';
import { composeSource, type Contest, endsAll } from './composeSource.ts';
import type { SourceEntry } from './SourceEntry.ts';

/** Options of `hedge`. */
export interface HedgeOptions {
  /** How long a source may be silent before the next one is asked too, in milliseconds. */
  readonly delayMs: number;
}

const Options = members<HedgeOptions>(
  'an object',
  { delayMs: t.refinement(t.number, (n) => n >= 0, 'a number of at least 0') },
  { required: ['delayMs'], noun: 'option' },
);

/**
 * A source that also asks the next source while one is silent, and delivers the answer that has content first.
 *
 * ```text
 * first     ------------!            closed when the second has content
 * second       ---start-text--|      asked after `delayMs`, or at once when the first fails
 * result    ------------(st)--|
 * ```
 *
 * What counts as failed, and what does not move on, is as in `failover`. Note that every request may be charged.
 *
 * Throws `InvalidRequestError` for bad arguments. Raises `AllSourcesFailedError` as an error notification.
 *
 * @param entries sources, or `{ source, model }`, whose `model` wins over the request's
 * @example
 * ```ts
 * import { autonomousAI, hedge, openAICompatible } from 'rxllm';
 *
 * const local = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1' });
 * const source = hedge([autonomousAI(), { source: local, model: 'llama3.2' }], { delayMs: 800 });
 * const answer$ = source.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 * ```
 */
export function hedge(entries: readonly SourceEntry[], options: HedgeOptions): ChatSource {
  decodeOrThrow(Options, options, 'options');
  const delayMs = toDelay(options.delayMs);
  return composeSource('hedge', entries, (contest) => firstWithContent(contest, delayMs));
}

function firstWithContent<T>({ size, ask }: Contest<T>, delayMs: number): Observable<T> {
  return defer(() => {
    const errors: unknown[] = [];
    const winner = new Subject<number>();
    let won: number | undefined;
    /** Each value starts the next source, and restarts the clock for the one after it. */
    const starts = new BehaviorSubject<void>(undefined);

    const win = (i: number): void => {
      won = i;
      winner.next(i);
    };

    const enter = (i: number): Observable<T> =>
      ask(i, () => win(i)).pipe(
        catchError((error) => {
          if (won === i || endsAll(error)) throw error;
          errors.push(error);
          if (errors.length === size) throw new AllSourcesFailedError(errors);
          starts.next();
          return EMPTY;
        }),
        takeUntil(winner.pipe(filter((first) => first !== i))),
      );

    return starts.pipe(
      switchMap(() => interval(delayMs).pipe(startWith(0))),
      take(size),
      takeUntil(winner),
      map((_, i) => i),
      mergeMap(enter),
    );
  });
}
