import { asyncScheduler } from 'rxjs';
import { isVirtualTime } from './isVirtualTime.ts';

/** The time in milliseconds: of a monotonic clock, since a wall clock may jump, or virtual time. */
export const chooseNow = (): (() => number) => (isVirtualTime() ? virtualNow : machineNow);

const virtualNow = (): number => asyncScheduler.now();
const machineNow = (): number => performance.now();
