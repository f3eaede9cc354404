import type { HttpClient } from './HttpClient.ts';

/** What an axios instance was made with; nothing of a client that is none. */
export const defaultsOf = (axios: HttpClient | undefined): Readonly<Record<string, unknown>> =>
  (axios as { readonly defaults?: Readonly<Record<string, unknown>> } | undefined)?.defaults ?? {};
