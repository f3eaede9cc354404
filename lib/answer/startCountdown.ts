import type { Clock } from '../rx/Clock.ts';
import { toDelay } from '../rx/toDelay.ts';

/** The longest extra time that is given after a timer was delayed. */
const MAX_GRACE_MS = 1_000;

/** A period that may start again, and may change its length. */
export interface Countdown {
  /** Its current length in milliseconds; `false`: it never ends, and is not checked any more. */
  readonly limitMs: () => number | false;
  /** The shortest length that it will ever have. */
  readonly shortestMs: number;
  /** The time at which it started, which may be later each time this is called. */
  readonly since: () => number;
  /** Called once, when it is over. */
  readonly act: () => void;
  /** The clock that `since` uses. */
  readonly clock: Clock;
}

/**
 * Calls `act` when the period is over, unless the returned function is called before. The timer is not reset when the period starts again: it checks that when it fires.
 *
 * A timer that fires late was delayed by other work, and so was everything that waits in the socket, which may still have to be
 * decompressed. So the period is extended by the delay of the timer, once for each start, before it counts as over.
 */
export function startCountdown({ limitMs, shortestMs, since, act, clock }: Countdown): () => void {
  const elapsed = (): number => clock.now() - since();
  let graceSince: number | undefined;
  const check = (): void => {
    const limit = limitMs();
    if (limit === false) return;
    const late = elapsed() - limit;
    if (late < 0) {
      cancel = clock.delay(check, toDelay(Math.min(-late, shortestMs)));
    } else if (late > 0 && graceSince !== since()) {
      graceSince = since();
      cancel = clock.delay(check, Math.min(late, MAX_GRACE_MS));
    } else {
      act();
    }
  };
  let cancel = clock.delay(check, toDelay(shortestMs - elapsed()));
  return () => cancel();
}
