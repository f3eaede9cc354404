import type { InputStream } from '../terminal/LineEditor.ts';
import { Output } from '../terminal/Output.ts';
import type { Interrupts } from './Interrupts.ts';
import type { Io } from './Io.ts';

/** One run of the command. */
export interface Session {
  readonly stdin: InputStream;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Io['env'];
  readonly interrupts: Interrupts;
  /** Aborted on Ctrl-C, or when nobody reads the answer any more. */
  readonly signal: AbortSignal;
  /** Why the answer cannot be written, if it cannot. */
  readonly outputFailure: () => NodeJS.ErrnoException | undefined;
}

export function openSession(io: Io): Session {
  const stop = new AbortController();
  const { signal } = stop;
  const { interrupts } = io;
  let outputFailure: Error | undefined;
  if (interrupts.signal.aborted) stop.abort();
  else interrupts.signal.addEventListener('abort', () => stop.abort(), { once: true });

  const styled = !io.env['NO_COLOR'];
  const capable = io.env['TERM'] !== 'dumb';
  const onFailure = (error: Error): void => {
    outputFailure = error;
    stop.abort();
  };
  return {
    get stdin() {
      return io.stdin;
    },
    stdout: new Output(io.stdout, { signal, styled, capable, onFailure }),
    // A failure of standard error does not end the answer.
    stderr: new Output(io.stderr, { signal, styled, capable }),
    env: io.env,
    interrupts,
    signal,
    outputFailure: () => outputFailure,
  };
}
