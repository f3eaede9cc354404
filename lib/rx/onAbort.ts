/** Everybody who waits for one signal, and the single listener that it has meanwhile. */
interface Waiting {
  readonly acts: Set<() => void>;
  readonly listener: () => void;
}

const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls `act` when the signal is aborted. Returns how to stop waiting.
 *
 * A service may stop all its answers with one signal. Node warns of a leak at eleven listeners on a signal, and searches all of them
 * for each one that is added. So everybody shares one listener, which is removed when the last of them leaves.
 *
 * @param act a different function for each call
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const { acts, listener } = waitingFor.get(signal) ?? startWaiting(signal);
  acts.add(act);
  if (acts.size === 1) signal.addEventListener('abort', listener);
  return () => {
    if (acts.delete(act) && acts.size === 0) signal.removeEventListener('abort', listener);
  };
}

function startWaiting(signal: AbortSignal): Waiting {
  const acts = new Set<() => void>();
  const waiting = {
    acts,
    listener: () => {
      for (const act of acts) act();
    },
  };
  waitingFor.set(signal, waiting);
  return waiting;
}
