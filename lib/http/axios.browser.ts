import type { HttpClient, HttpClientConfig, HttpClientResponse } from './RequestConfig.ts';

/**
 * What `requestBytes` uses of axios, for a browser's bundle, by the `browser` map of `package.json`: axios itself would ask `fetch`
 * too, and weighs almost as much as all the rest.
 */
export class Axios implements HttpClient {
  async request({ url, method, headers, data, signal }: HttpClientConfig): Promise<HttpClientResponse> {
    const sent = Object.entries(headers).filter((header): header is [string, string] => header[1] !== false);
    const init: RequestInit = { method, headers: sent, body: data ?? null, signal, redirect: 'manual' };
    const response = await fetch(url, init);
    return { status: response.status, headers: Object.fromEntries(response.headers), data: response.body };
  }
}
