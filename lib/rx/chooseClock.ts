import { asyncScheduler } from 'rxjs';
import { type Clock, machineClock } from './Clock.ts';
import { isVirtualTime } from './isVirtualTime.ts';

/** The machine's clock, or RxJS's where that is virtual, as under a `TestScheduler`. */
export const chooseClock = (): Clock => (isVirtualTime() ? virtualClock : machineClock);

const virtualClock: Clock = {
  now: () => asyncScheduler.now(),
  delay: (work, milliseconds) => {
    const action = asyncScheduler.schedule(work, milliseconds);
    return () => action.unsubscribe();
  },
  // Virtual time has no turns.
  afterTurn: (work) => work(),
};
