import type { Readable } from 'node:stream';
import type { OutputStream } from '../terminal/Output.ts';
import type { Interrupts } from './Interrupts.ts';

/** What the command has of the world: handed in, so that specs can run it in their own process. */
export interface Io {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Writable: a loopback server is taken out of reach of the environment's proxies. */
  readonly env: Record<string, string | undefined>;
  /** Ctrl-C. */
  readonly interrupts: Interrupts;
}

/** A stream that may be a terminal's keyboard. */
export type InputStream = Readable & {
  readonly isTTY?: boolean | undefined;
  readonly setRawMode?: ((raw: boolean) => unknown) | undefined;
};
