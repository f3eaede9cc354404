import type { ClientRequest } from 'node:http';

/** The same symbol in every copy of this file: a bundler may duplicate it for a dynamic import. */
const signalKey: unique symbol = Symbol.for('rxllm.signal');

interface Signalled {
  [signalKey]?: AbortSignal;
}

/** The signal of a request that has no socket yet: during the handshake with a proxy, an agent cannot see that the request was destroyed. */
export const signalOf = (request: ClientRequest & Signalled): AbortSignal | undefined => request[signalKey];

export function setSignal(request: ClientRequest & Signalled, signal: AbortSignal): void {
  request[signalKey] = signal;
}
