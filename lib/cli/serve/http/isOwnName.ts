import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Names that no stranger can own, because they cannot be registered. */
const LOCAL_NAME = /^(?:[^.]+|.+\.(?:localhost|local|internal|lan|home\.arpa))$/;

/**
 * Whether a `Host` header names this server. A page on the web can let its own name resolve to this machine's address, and so reach this
 * server as if it were of the same origin (DNS rebinding). Its name cannot be an address, or a name that only a local network knows.
 *
 * @param host the value of `--host`
 */
export function isOwnName(header: string, host: string): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  return isIP(name) !== 0 || [host.toLowerCase(), hostname().toLowerCase()].includes(name) || LOCAL_NAME.test(name);
}

/** The name without port, brackets and final dot. */
function nameOf(header: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::\d*)?$/.exec(header.toLowerCase()) ?? [];
  return bracketed ?? plain?.replace(/\.$/, '');
}
