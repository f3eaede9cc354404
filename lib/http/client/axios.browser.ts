import { fetchClient } from './fetchClient.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from './HttpClient.ts';

/**
 * What `requestBytes` uses of axios, for a browser's bundle, by the `browser` map of `package.json`: axios itself would ask `fetch`
 * too, and weighs almost as much as all the rest.
 */
export class Axios implements HttpClient {
  request(config: HttpClientConfig): Promise<HttpClientResponse> {
    return fetchClient((url, init) => fetch(url, init)).request(config);
  }
}
