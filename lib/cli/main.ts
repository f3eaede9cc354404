#!/usr/bin/env node
import { ExitCode } from './ExitCode.ts';
import { Interrupts } from './session/Interrupts.ts';
import type { Io } from './session/Io.ts';

const interrupts = new Interrupts();
process.on('SIGINT', () => {
  // Whoever presses Ctrl-C twice is not asked again.
  if (interrupts.signal.aborted) process.exit(ExitCode.interrupted);
  interrupts.interrupt();
});

let isTerminated = false;
process.on('SIGTERM', () => {
  isTerminated = true;
  interrupts.end();
});

const io: Io = {
  // Opened only if it is read.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupts,
};

// Loaded after the listener is there, so that Ctrl-C counts from the beginning.
void import('./run.ts')
  .then(({ run }) => run(process.argv.slice(2), io))
  .then((code) => process.exit(isTerminated ? ExitCode.terminated : code));
