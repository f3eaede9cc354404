import type { MonoTypeOperatorFunction } from 'rxjs';
import type { AnswerClock } from './AnswerClock.ts';
import { gateOf } from '../rx/Gate.ts';
import { operate } from '../rx/operate.ts';

/**
 * Ends an answer with a `DeadlineError` when one of its clocks passes. The clock stands still while the consumer waits.
 *
 * ```text
 * bytes   --a--b---------            idle: 5 frames
 *         --a--b----#
 * ```
 */
export function enforceDeadlines(clock: AnswerClock): MonoTypeOperatorFunction<Uint8Array> {
  return operate((destination) => {
    clock.start((error) => destination.error(error));
    const detach = gateOf(destination)?.attach(clock);
    return {
      next(piece) {
        clock.piece();
        destination.next(piece);
      },
      teardown() {
        clock.stop();
        detach?.();
      },
    };
  });
}
