import type { Io } from './Io.ts';
import { Output } from './Output.ts';

/** One run of the command. */
export interface Session {
  readonly stdin: Io['stdin'];
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Io['env'];
  /** Aborted when there is no point in going on: Ctrl-C, or nobody reads the answer any more. */
  readonly signal: AbortSignal;
  /** Why the answer cannot be written, if so. */
  readonly outputFailure: () => NodeJS.ErrnoException | undefined;
}

export function openSession(io: Io): Session {
  const stop = new AbortController();
  const { signal } = stop;
  let outputFailure: Error | undefined;
  if (io.signal.aborted) stop.abort();
  else io.signal.addEventListener('abort', () => stop.abort(), { once: true });

  const styled = !io.env['NO_COLOR'];
  const onFailure = (error: Error): void => {
    outputFailure = error;
    stop.abort();
  };
  return {
    get stdin() {
      return io.stdin;
    },
    stdout: new Output(io.stdout, { signal, styled, onFailure }),
    // Nobody reads the remarks: that is no reason to end the answer.
    stderr: new Output(io.stderr, { signal, styled }),
    env: io.env,
    signal,
    outputFailure: () => outputFailure,
  };
}
