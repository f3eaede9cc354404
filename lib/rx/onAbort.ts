/** Who waits for one signal, and the one listener that is on it while anybody does. */
interface Waiting {
  readonly acts: Set<() => void>;
  readonly listener: () => void;
}

const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Acts when the signal is aborted; returns how to stop waiting for that.
 *
 * A service stops all its answers with one signal. Node takes eleven listeners on one for a leak and warns of it, and looks through
 * all of them for each that is added. So all who wait share one, which goes when the last of them does.
 *
 * @param act a function of its own for each call
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
