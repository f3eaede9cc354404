import type { HttpClient } from './HttpClient.ts';

/** The defaults of an axios instance; empty for any other client. */
export const defaultsOf = (axios: HttpClient | undefined): Readonly<Record<string, unknown>> =>
  (axios as { readonly defaults?: Readonly<Record<string, unknown>> } | undefined)?.defaults ?? {};
