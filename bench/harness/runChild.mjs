import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../contestants/child.mjs', import.meta.url));

/** Runs one contestant through one measure in a process of its own; `{ failed }` where it dies or takes too long. */
export function runChild(node, settings, { flags = [], timeoutMs = 120_000 } = {}) {
  // Nothing of the shell may lead a client to a proxy or switch on its logs.
  const { PATH, HOME, BENCH_OURS } = process.env;
  const env = { PATH, HOME, NODE_ENV: 'production', ...(BENCH_OURS && { BENCH_OURS }) };
  return new Promise((resolve) => {
    execFile(node, [...flags, program, JSON.stringify(settings)], { env, timeout: timeoutMs }, (error, out, err) => {
      if (error?.killed) resolve({ failed: `not done in ${timeoutMs / 1000} s` });
      else if (error) resolve({ failed: err.match(/^\w*Error.*$/m)?.[0] ?? error.message });
      else resolve(JSON.parse(out.trim().split('\n').at(-1)));
    });
  });
}
