/** A URL in the form that Node's client expects. */
export interface Target {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
}

/** Most requests of a process go to few URLs. */
const MAX_KNOWN = 64;
const known = new Map<string, Target>();

/** The target of a URL; each URL is parsed once. */
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
    // An IPv6 address has brackets only in a URL.
    hostname: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: pathname + search,
  };
}
