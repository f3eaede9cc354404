import { isBrowser } from './isBrowser.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** What decides over the headers that nobody named. */
export interface HeaderDefaults {
  /** Made of the credentials in the URL. */
  readonly authorization: string | undefined;
  /** Do we send the request ourselves, and no client of the caller's? */
  readonly isOwn: boolean;
}

/** The headers of a request, for axios: `false` keeps a header from being added. A header that the caller named wins. */
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
  // A browser names itself. Where axios does, Firefox asks the other origin's leave for a header that nobody wanted.
  if (isBrowser()) add('user-agent', false);
  else if (isOwn) {
    add('user-agent', 'rxllm');
    add('accept-encoding', 'gzip, deflate, br');
  }
  return sent;
}
