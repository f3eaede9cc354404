/** What the command tells the shell. */
export const ExitCode = {
  /** An answer; also one that the reader of a pipe did not want to the end. */
  ok: 0,
  /** A request that failed, or an answer that cannot be written. */
  failure: 1,
  /** A command line or an environment that makes no sense. */
  usage: 2,
  /** Ctrl-C: 128 and the number of SIGINT. */
  interrupted: 130,
  /** A service manager's stop: 128 and the number of SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
