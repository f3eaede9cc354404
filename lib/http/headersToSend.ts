import { isBrowser } from './isBrowser.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** What determines the headers that the caller did not set. */
export interface HeaderDefaults {
  /** Made from the credentials in the URL. */
  readonly authorization: string | undefined;
  /** Whether the library sends the request itself, and not the caller's client. */
  readonly isOwn: boolean;
}

/** The headers of a request, for axios: `false` keeps axios from adding a header. Headers that the caller set win. */
export function headersToSend(
  headers: Headers = {},
  { authorization, isOwn }: HeaderDefaults,
): Record<string, string | false> {
  const sent: Record<string, string | false> = {};
  const named = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    sent[name] = value ?? false;
    named.add(name.toLowerCase());
  }
  const add = (name: string, value: string | false): void => {
    if (!named.has(name)) sent[name] = value;
  };
  if (authorization !== undefined) add('authorization', authorization);
  // A browser sets its own user agent. If axios set one, Firefox would send a preflight request because of that header.
  if (isBrowser()) add('user-agent', false);
  else if (isOwn) {
    add('user-agent', 'rxllm');
    add('accept-encoding', 'gzip, deflate, br');
  }
  return sent;
}
