import { asyncScheduler } from 'rxjs';
import { machineClock } from './Clock.ts';
import { isVirtualTime } from './isVirtualTime.ts';

/** The time in milliseconds, for operators that also schedule by RxJS. */
export const chooseNow = (): (() => number) => (isVirtualTime() ? virtualNow : machineClock.now);

const virtualNow = (): number => asyncScheduler.now();
