import { BlockList, isIP } from 'node:net';

/**
 * Whether `NO_PROXY` exempts the host of a URL. It is read as curl reads it: a name matches itself and all names below it, an
 * address itself, `10.0.0.0/8` a network, and `*` everything. An entry may have a port.
 *
 * @param noProxy names and addresses, separated by commas or white space
 */
export function isDirect(url: URL, noProxy: string): boolean {
  const host = url.hostname.toLowerCase().replaceAll(/^\[|\]$|\.$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => entry !== '' && covers(entry, host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  const { name, only } = withoutPort(entry);
  if (only !== undefined && only !== port) return false;
  if (name === '*') return true;
  if (isIP(host) !== 0) return coversAddress(name, host);
  const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

/** `host:8080`, `[::1]:8080`, or either without a port. */
function withoutPort(entry: string): { name: string; only: string | undefined } {
  const [, bracketed, plain, only] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, only };
}

function coversAddress(entry: string, host: string): boolean {
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || family !== isIP(host)) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 6 ? 128 : 32)) return false;
  const network = new BlockList();
  network.addSubnet(address, bits, type);
  return network.check(host, type);
}
