import type { AgentOptions as PoolOptions } from 'node:http';
import type { TlsOptions } from '../client/tlsOptionsOf.ts';

/** How an agent reaches a target through a proxy. */
export interface AgentOptions {
  /** The trusted authorities and the client's certificate for the target. The proxy uses the authorities alone. */
  readonly tls: TlsOptions;
  /** Whether connections are kept, and how many. */
  readonly pool: PoolOptions;
  /** Ends a handshake with the proxy if the request itself has no signal. */
  readonly signal?: AbortSignal | undefined;
}

/** A proxy that is reached by TLS is trusted like a target, but does not get the client's certificate. */
export function trustOf({ ca, rejectUnauthorized }: TlsOptions): object {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}
