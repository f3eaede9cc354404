import { asyncScheduler } from 'rxjs';

/**
 * The time in milliseconds: of a monotonic clock, since a wall clock may jump, or of RxJS's own clock where that is not the
 * machine's, as in the virtual time of a `TestScheduler`.
 */
export function chooseNow(): () => number {
  return Math.abs(asyncScheduler.now() - Date.now()) > 1000 ? virtualNow : machineNow;
}

const virtualNow = (): number => asyncScheduler.now();
const machineNow = (): number => performance.now();
