import { ConnectionError } from '../../errors/ConnectionError.ts';
import { discard } from '../body/discard.ts';
import type { HttpClientResponse } from '../client/HttpClient.ts';

/** If a proxy forwards a request, its own refusal arrives as the answer. Through a tunnel an answer always comes from the origin. */
export function checkProxyAnswer(response: HttpClientResponse, url: string, proxy = ''): HttpClientResponse {
  const isForwarded = /^http:/i.test(url) && /^https?:/i.test(proxy);
  if (!isForwarded || response.status !== 407) return response;
  discard(response.data);
  throw new ConnectionError('PROXY_407');
}
