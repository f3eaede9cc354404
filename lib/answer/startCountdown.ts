import { asyncScheduler, type Subscription } from 'rxjs';
import { toDelay } from '../rx/toDelay.ts';

/** The longest time that is given to what was held up together with a timer. */
const MAX_GRACE_MS = 1_000;

/** A span of time that may begin anew, and get another length. */
export interface Countdown {
  /** How long it is now, in milliseconds; `false`: it has no end, and nothing is looked at any more. */
  readonly limitMs: () => number | false;
  /** The shortest that it will ever be. */
  readonly shortestMs: number;
  /** The moment it began, which may be a later one each time it is asked. */
  readonly since: () => number;
  /** Runs once, when it is over. */
  readonly act: () => void;
  /** The clock that `since` is read from. */
  readonly now: () => number;
}

/**
 * Acts once so much time has passed. The timer is not set anew when the span begins anew: it looks at that when it fires.
 *
 * A timer that fires late was held up by other work, and so was all that waits in the socket, which may have to be decompressed
 * yet. It gets as long again as the timer was late, once for each beginning, before the span counts as over.
 */
export function startCountdown({ limitMs, shortestMs, since, act, now }: Countdown): Subscription {
  const elapsed = (): number => now() - since();
  let graceSince: number | undefined;
  return asyncScheduler.schedule(
    function () {
      const limit = limitMs();
      if (limit === false) return;
      const late = elapsed() - limit;
      if (late < 0) {
        this.schedule(undefined, toDelay(Math.min(-late, shortestMs)));
      } else if (late > 0 && graceSince !== since()) {
        graceSince = since();
        this.schedule(undefined, Math.min(late, MAX_GRACE_MS));
      } else {
        act();
      }
    },
    toDelay(shortestMs - elapsed()),
  );
}
