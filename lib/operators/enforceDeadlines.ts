import type { MonoTypeOperatorFunction } from 'rxjs';
import type { AnswerClock } from '../core/AnswerClock.ts';
import { gateOf } from '../core/Gate.ts';
import { stage } from '../core/stage.ts';

/**
 * Ends an answer with a `DeadlineError` when one of its clocks passes. The clock stands still while the consumer waits.
 *
 * ```text
 * bytes   --a--b---------            idle: 5 frames
 *         --a--b----#
 * ```
 */
export function enforceDeadlines(clock: AnswerClock): MonoTypeOperatorFunction<Uint8Array> {
  return stage((destination) => {
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
