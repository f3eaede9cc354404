/** What measures the silences of an answer. */
export interface Clock {
  /** The time in milliseconds. */
  readonly now: () => number;
  /** Does work after some milliseconds, which `toDelay` has limited. The returned function cancels it. */
  readonly delay: (work: () => void, milliseconds: number) => () => void;
  /** Does work when the current turn of the event loop is over. */
  readonly afterTurn: (work: () => void) => void;
}

/** The machine's clock. It is monotonic, since a wall clock may jump. */
export const machineClock: Clock = {
  now: () => performance.now(),
  delay: (work, milliseconds) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  afterTurn: (work) => void Promise.resolve().then(work),
};
