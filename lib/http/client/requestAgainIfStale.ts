import { defaultsOf } from './defaultsOf.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from './HttpClient.ts';
import { codeOf } from './transportError.ts';
import { WatchedTransport } from './WatchedTransport.ts';

/**
 * Sends a request by a caller's axios, and once more over a new connection if it found its kept connection closed. An instance with a
 * transport of its own sends by that, once.
 */
export async function requestAgainIfStale(axios: HttpClient, request: HttpClientConfig): Promise<HttpClientResponse> {
  if (defaultsOf(axios)['transport'] !== undefined) return axios.request(request);
  const transport = new WatchedTransport(false);
  try {
    return await axios.request({ ...request, transport });
  } catch (error) {
    if (request.signal.aborted || !transport.foundStale(codeOf(error))) throw error;
    return axios.request({ ...request, transport: new WatchedTransport(true) });
  }
}
