import type { HttpClient } from './client/HttpClient.ts';

/** Whether a value can be used as an axios instance, which is an object or a function. */
export function isHttpClient(value: unknown): value is HttpClient {
  const client = value as { readonly request?: unknown } | null | undefined;
  return typeof client?.request === 'function';
}
