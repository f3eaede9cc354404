import type { MonoTypeOperatorFunction } from 'rxjs';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { chooseClock } from '../rx/chooseClock.ts';
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
    const clock = chooseClock();
    const startedAt = clock.now();
    const act = (): void => destination.error(new DeadlineError(deadline, limitMs));
    const cancel = startCountdown({ limitMs: () => limitMs, shortestMs: limitMs, since: () => startedAt, act, clock });
    return { teardown: cancel };
  });
}
