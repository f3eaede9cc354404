import type { MonoTypeOperatorFunction } from 'rxjs';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { chooseNow } from '../rx/chooseNow.ts';
import { operate } from '../rx/operate.ts';
import { startCountdown } from './startCountdown.ts';

/**
 * Fails with a `DeadlineError` if the source has not ended in time.
 *
 * ```text
 * within 5 frames   --a--b--|          --a--b----
 *                   --a--b--|          --a--#
 * ```
 *
 * @param limitMs `false` for no limit
 */
export function within<T>(deadline: DeadlineError['deadline'], limitMs: number | false): MonoTypeOperatorFunction<T> {
  if (limitMs === false) return (source) => source;
  return operate((destination) => {
    const now = chooseNow();
    const startedAt = now();
    const act = (): void => destination.error(new DeadlineError(deadline, limitMs));
    const countdown = startCountdown({ limitMs: () => limitMs, shortestMs: limitMs, since: () => startedAt, act, now });
    return { teardown: () => countdown.unsubscribe() };
  });
}
