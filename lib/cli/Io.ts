import type { Readable, Writable } from 'node:stream';

/** What the command has of the world: handed in, so that specs can run it in their own process. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  /** Writable: a loopback server is taken out of reach of the environment's proxies. */
  readonly env: Record<string, string | undefined>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
