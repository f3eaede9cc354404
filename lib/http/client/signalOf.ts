import type { ClientRequest } from 'node:http';

/** The same symbol in every copy of this file: a loader may make one for what is imported when it is used. */
const signalKey: unique symbol = Symbol.for('rxllm.signal');

interface Signalled {
  [signalKey]?: AbortSignal;
}

/** The signal of a request that has no socket yet: an agent that shakes hands with a proxy for it cannot see that it was destroyed. */
export const signalOf = (request: ClientRequest & Signalled): AbortSignal | undefined => request[signalKey];

export function setSignal(request: ClientRequest & Signalled, signal: AbortSignal): void {
  request[signalKey] = signal;
}
