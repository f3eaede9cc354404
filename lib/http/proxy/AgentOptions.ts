import type { AgentOptions as PoolOptions } from 'node:http';
import type { TlsOptions } from '../client/tlsOptionsOf.ts';

/** How an agent reaches a target through a proxy. */
export interface AgentOptions {
  /** Whom to trust, and who we are: for the target, and as far as trust goes for the proxy. */
  readonly tls: TlsOptions;
  /** Are connections kept, and how many? */
  readonly pool: PoolOptions;
  /** Ends a handshake with the proxy, where the request itself has no signal. */
  readonly signal?: AbortSignal | undefined;
}

/** A proxy that is reached by TLS is trusted as a target is, and not told who we are. */
export function trustOf({ ca, rejectUnauthorized }: TlsOptions): object {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}
