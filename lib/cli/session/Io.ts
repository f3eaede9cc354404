import type { InputStream } from '../terminal/LineEditor.ts';
import type { OutputStream } from '../terminal/Output.ts';
import type { Interrupts } from './Interrupts.ts';

/** The command's streams and environment, passed in so that specs can run it in their own process. */
export interface Io {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Writable, because the embedded server is excluded from the proxies of the environment. */
  readonly env: Record<string, string | undefined>;
  /** Ctrl-C. */
  readonly interrupts: Interrupts;
}
