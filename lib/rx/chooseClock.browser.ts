import { type Clock, machineClock } from './Clock.ts';

/** Replaces `chooseClock` in the bundle of a browser: time is virtual in tests alone, and RxJS's schedulers weigh more than a timer. */
export const chooseClock = (): Clock => machineClock;
