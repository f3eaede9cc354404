import { isIP } from 'node:net';

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
const OLLAMA_PORT = '11434';
/** Addresses on which a server accepts connections from everywhere, and the address that a client uses for them. */
const EVERYWHERE: Readonly<Record<string, string>> = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

/**
 * The URL that a value of `OLLAMA_HOST` stands for, as Ollama's own client reads it: a host, `host:port` or `:port`, with or without
 * a scheme and a path. An invalid port is replaced by the usual one.
 *
 * @see https://github.com/ollama/ollama/blob/main/envconfig/config.go
 */
export function ollamaUrl(value: string): string {
  const clean = value
    .trim()
    .replaceAll(/^["']+|["']+$/g, '')
    .trim();
  const [, scheme = '', rest = ''] = /^([a-z]+:(?=\/\/))?(?:\/\/)?(.*)$/is.exec(clean) ?? [];
  const [, user = '', authority = '', path = ''] = /^([^/]*@)?([^/]*)(.*)$/s.exec(rest) ?? [];
  const usualPort = PORTS[scheme.toLowerCase()] ?? OLLAMA_PORT;
  const { host, port = usualPort } = splitAuthority(authority);
  const place = `${EVERYWHERE[host] ?? host}:${isPort(port) ? port : usualPort}`;
  return `${scheme || 'http:'}//${user}${place}${path.replace(/\/+$/, '')}`;
}

/** An IPv6 address may lack its brackets if no port follows. */
function splitAuthority(authority: string): { readonly host: string; readonly port?: string } {
  if (isIP(authority) === 6) return { host: `[${authority}]` };
  const [, host = authority, port] = /^(.*):([^:\]]*)$/s.exec(authority) ?? [];
  return port === undefined ? { host } : { host, port };
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
