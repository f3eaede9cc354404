import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Names that no stranger can have: they are in no public register. */
const LOCAL_NAME = /^(?:[^.]+|.+\.(?:localhost|local|internal|lan|home\.arpa))$/;

/**
 * Is a `Host` header one of this server's? A page on the web can give its own name this machine's address, and so ask this server as if it
 * were a part of that page (DNS rebinding). It cannot take an address for its name, or a name that only a local network knows.
 *
 * @param host what `--host` says
 */
export function isOwnName(header: string, host: string): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  return isIP(name) !== 0 || [host.toLowerCase(), hostname().toLowerCase()].includes(name) || LOCAL_NAME.test(name);
}

/** Without port, brackets and the final dot. */
function nameOf(header: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::\d*)?$/.exec(header.toLowerCase()) ?? [];
  return bracketed ?? plain?.replace(/\.$/, '');
}
