#!/usr/bin/env node
import { run } from './run.ts';

const interrupt = new AbortController();
// Once: whoever presses Ctrl-C twice is not asked again.
process.once('SIGINT', () => interrupt.abort());

void run(process.argv.slice(2), {
  // Opened only if it is read.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interrupt.signal,
}).then((code) => process.exit(code));
