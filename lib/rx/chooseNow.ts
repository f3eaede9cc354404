import { asyncScheduler } from 'rxjs';

/**
 * The time in milliseconds: of a clock that nobody sets, since a wall clock may jump; of RxJS's own where that is not the
 * machine's, as in the virtual time of a `TestScheduler`.
 */
export function chooseNow(): () => number {
  return Math.abs(asyncScheduler.now() - Date.now()) > 1000 ? virtualNow : machineNow;
}

const virtualNow = (): number => asyncScheduler.now();
const machineNow = (): number => performance.now();
