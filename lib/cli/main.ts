#!/usr/bin/env node
import type { Io } from './Io.ts';

const interrupt = new AbortController();
// Once: whoever presses Ctrl-C twice is not asked again.
process.once('SIGINT', () => interrupt.abort());

const io: Io = {
  // Opened only if it is read.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interrupt.signal,
};

// Loaded after the listener is there, so that Ctrl-C counts from the beginning.
void import('./run.ts').then(({ run }) => run(process.argv.slice(2), io)).then((code) => process.exit(code));
