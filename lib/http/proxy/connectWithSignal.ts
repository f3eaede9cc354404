import type { ClientRequest } from 'node:http';
import { signalOf } from '../client/signalOf.ts';

/**
 * Connects to a proxy so that a signal closes the socket during the handshake, but not later, since the connection outlives the request.
 *
 * @param agent its `connectOpts` are passed to `net.connect`
 * @param connect the agent's own method, called on the given agent
 */
export async function connectWithSignal<A extends object, R>(
  agent: A,
  request: ClientRequest,
  ofAgent: AbortSignal | undefined,
  connect: (agent: A) => Promise<R>,
): Promise<R> {
  const signal = signalOf(request) ?? ofAgent;
  const handshake = new AbortController();
  const stop = (): void => handshake.abort();
  signal?.addEventListener('abort', stop);
  const { connectOpts } = agent as { readonly connectOpts?: object };
  const own: A = Object.assign(Object.create(agent), { connectOpts: { ...connectOpts, signal: handshake.signal } });
  try {
    return await connect(own);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
