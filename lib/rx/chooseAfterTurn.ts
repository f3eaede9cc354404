import { isVirtualTime } from './isVirtualTime.ts';

/** Runs work when the current turn of the event loop is over. Virtual time has no turns: there it runs at once. */
export const chooseAfterTurn = (): ((work: () => void) => void) => (isVirtualTime() ? atOnce : afterTurn);

const atOnce = (work: () => void): void => work();
const afterTurn = (work: () => void): void => void Promise.resolve().then(work);
