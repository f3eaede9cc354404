import { getAdapter } from 'axios';
import type { HttpClientConfig } from './HttpClient.ts';
import { codeOf } from './transportError.ts';
import { WatchedTransport } from './WatchedTransport.ts';

type Send = (config: object) => Promise<unknown>;

/**
 * An adapter of axios that sends by another one, and once more over a new connection if that one found its kept connection closed. It
 * stands below a caller's interceptors, so these hear of one request and one answer.
 *
 * @param chosen an adapter, or the names of axios's own
 */
export const againIfStale =
  (chosen: unknown) =>
  async (config: HttpClientConfig): Promise<unknown> => {
    const send = getAdapter(chosen as never, config as never) as never as Send;
    const transport = new WatchedTransport(config.signal, false);
    try {
      return await send({ ...config, transport });
    } catch (error) {
      if (config.signal.aborted || !transport.foundStale(codeOf(error))) throw error;
      return send({ ...config, transport: new WatchedTransport(config.signal, true) });
    }
  };
