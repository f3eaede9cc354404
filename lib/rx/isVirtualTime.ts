import { asyncScheduler } from 'rxjs';

/** Whether RxJS's clock is not the machine's, as in the virtual time of a `TestScheduler`. */
export const isVirtualTime = (): boolean => Math.abs(asyncScheduler.now() - Date.now()) > 1000;
