import { basicCredentials } from '../errors/redact/credentials.ts';

/** The credentials of a URL as a header, and the URL without them. */
export interface PlainUrl {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** Whether a URL contains a user or a password. */
export const hasCredentials = (url: string): boolean => /^[a-z]+:\/\/[^/?#]*@/i.test(url);

/** Removes user and password from a URL: clients reject them there, or treat them differently. */
export function withoutCredentials(url: string): PlainUrl {
  if (!hasCredentials(url)) return { url, authorization: undefined };
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.href, authorization: `Basic ${basicCredentials(username, password)}` };
}
