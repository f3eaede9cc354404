import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../contestants/child.mjs', import.meta.url));

/** Runs one contestant through one measure in a process of its own; `{ failed }` where it dies or takes too long. */
export function runChild(node, settings, { flags = [], timeoutMs = 120_000 } = {}) {
  return new Promise((resolve) => {
    execFile(
      node,
      [...flags, program, JSON.stringify(settings)],
      { env: environment(), timeout: timeoutMs },
      (error, out, err) => {
        if (error?.killed) resolve({ failed: `over ${timeoutMs / 1000} s` });
        else if (error) resolve({ failed: err.match(/^\w*Error.*$/m)?.[0] ?? error.message });
        else resolve(JSON.parse(out.trim().split('\n').at(-1)));
      },
    );
  });
}

/** Runs a program to its end, in the folder of the bench: what the whole process cost, in milliseconds and MB. */
export function runProgram(node, code) {
  const report = `
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ cpu: (user + system) / 1000, rss: process.memoryUsage().rss / 1e6 }));`;
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const args = ['--input-type=module', '--eval', code + report];
    execFile(node, args, { cwd, env: environment() }, (error, out) => {
      if (error) reject(error);
      else resolve({ ...JSON.parse(out.trim().split('\n').at(-1)), wall: performance.now() - startedAt });
    });
  });
}

/** Nothing of the shell may lead a client to a proxy or switch on its logs. */
function environment() {
  const { PATH, HOME, BENCH_OURS } = process.env;
  return { PATH, HOME, NODE_ENV: 'production', ...(BENCH_OURS && { BENCH_OURS }) };
}
