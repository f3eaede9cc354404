import type { InputStream } from '../terminal/LineEditor.ts';
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
