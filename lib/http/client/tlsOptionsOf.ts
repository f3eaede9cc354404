import type { HttpClient } from './HttpClient.ts';
import { defaultsOf } from './defaultsOf.ts';

/** Whom to trust, and who we are: what of an https agent's options belongs to TLS and to no one connection. */
const NAMES: readonly string[] = [
  'ca',
  'cert',
  'checkServerIdentity',
  'ciphers',
  'key',
  'maxVersion',
  'minVersion',
  'passphrase',
  'pfx',
  'rejectUnauthorized',
  'secureContext',
];

export type TlsOptions = Readonly<Record<string, unknown>>;

/** The TLS options of the caller's own https agent, which a proxy's agent takes the place of. */
export function tlsOptionsOf(axios: HttpClient | undefined): TlsOptions {
  const { options = {} } = (defaultsOf(axios)['httpsAgent'] ?? {}) as { readonly options?: TlsOptions };
  return Object.fromEntries(NAMES.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}
