import type { HttpClient } from './HttpClient.ts';
import { defaultsOf } from './defaultsOf.ts';

/** The options of an https agent that concern TLS in general: the trusted authorities, and the client's certificate. */
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

/** The caller's own https agent. */
export function httpsAgentOf(axios: HttpClient | undefined): object | undefined {
  const agent = defaultsOf(axios)['httpsAgent'];
  return typeof agent === 'object' && agent !== null ? agent : undefined;
}

/** The TLS options of the caller's own https agent, which the agent of a proxy replaces. */
export function tlsOptionsOf(axios: HttpClient | undefined): TlsOptions {
  const { options = {} } = (httpsAgentOf(axios) ?? {}) as { readonly options?: TlsOptions };
  return Object.fromEntries(NAMES.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}
