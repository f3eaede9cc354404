import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../contestants/child.mjs', import.meta.url));
const certificate = fileURLToPath(new URL('../server/tls/certificate.pem', import.meta.url));

/**
 * Starts one contestant with one measure in a process of its own: the process, and the promise of what it finds, `{ failed }` where it
 * dies or takes too long.
 *
 * - `takesTurns`: it waits for its turn, see `runInTurns`.
 * - `tls`: it trusts our server's certificate, which Node reads as it starts.
 */
export function startChild(node, settings, { flags = [], takesTurns = false, tls = false, timeoutMs } = {}) {
  // Who takes turns waits for the others.
  const limitMs = timeoutMs ?? (takesTurns ? 600_000 : 120_000);
  const child = spawn(node, [...flags, program, JSON.stringify(settings)], {
    env: { ...environment(), ...(tls && { NODE_EXTRA_CA_CERTS: certificate }) },
    stdio: ['ignore', 'pipe', 'pipe', ...(takesTurns ? ['ipc'] : [])],
    timeout: limitMs,
  });
  return { child, result: resultOf(child, limitMs) };
}

async function resultOf(child, limitMs) {
  const closed = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  const [out, err, { code, signal }] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (child.killed) return { failed: `over ${limitMs / 1000} s` };
  if (code !== 0) return { failed: err.match(/^\w*Error.*$/m)?.[0] ?? `ended with ${code ?? signal}` };
  return JSON.parse(out.trim().split('\n').at(-1));
}

/** Nothing of the shell may lead a client to a proxy or switch on its logs. */
function environment() {
  const { PATH, HOME, BENCH_OURS } = process.env;
  return { PATH, HOME, NODE_ENV: 'production', ...(BENCH_OURS && { BENCH_OURS }) };
}
