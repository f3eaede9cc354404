/** A URL as Node's client wants it. */
export interface Target {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
}

/** Most requests of a process go to few places. */
const MAX_KNOWN = 64;
const known = new Map<string, Target>();

/** Where a URL leads; parsed once for each URL. */
export function targetOf(url: string): Target {
  const target = known.get(url) ?? parse(url);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(url, target);
  return target;
}

function parse(url: string): Target {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  return {
    isSecure: protocol === 'https:',
    // An address of IPv6 stands in brackets in a URL alone.
    hostname: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: pathname + search,
  };
}
