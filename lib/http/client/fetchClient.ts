import type { Fetch } from './Fetch.ts';
import type { HttpClient } from './HttpClient.ts';

/** A client that sends through a `fetch` function: redirects are not followed, and the body is a web stream. */
export function fetchClient(fetch: Fetch): HttpClient {
  return {
    async request({ url, method, headers, data, signal }) {
      const sent = Object.entries(headers).filter((header): header is [string, string] => header[1] !== false);
      const response = await fetch(url, {
        method,
        headers: sent,
        ...(data === undefined ? {} : { body: data }),
        signal,
        redirect: 'manual',
      });
      return { status: response.status, headers: Object.fromEntries(response.headers), data: response.body };
    },
  };
}
