import { fetchClient } from './fetchClient.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from './HttpClient.ts';

/**
 * Replaces axios in the bundle of a browser, by the `browser` map of `package.json`, for what `requestBytes` needs: axios would call
 * `fetch` too, and is almost as large as everything else.
 */
export class Axios implements HttpClient {
  request(config: HttpClientConfig): Promise<HttpClientResponse> {
    return fetchClient((url, init) => fetch(url, init)).request(config);
  }
}
