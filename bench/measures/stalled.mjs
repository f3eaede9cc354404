import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { ask } from '../harness/startServer.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'A consumer that stops reading';

const BURST = 64;
const FRAME_BYTES = 292;

/** Reads one text and stops; measures; then reads on, to see that nothing was lost. */
export async function child({ iterate, stallWays = { default: iterate } }, { url, way, megabytes, stallMs, readOn }) {
  if (!stallWays[way]) return { failed: 'not built yet' };
  const frames = Math.ceil((megabytes * 1e6) / FRAME_BYTES / BURST) * BURST;
  const check = new Check(cycleOf('stable'));
  for await (const text of stallWays[way](`${url}/flood/stable/${BURST}/6400/v1`)) check.take(text);
  if (!check.isRight(6400)) return { wrong: true };
  await ask(url, 'forget');
  globalThis.gc();
  const before = process.memoryUsage();

  const iterator = stallWays[way](`${url}/flood/stable/${BURST}/${frames}/id1/v1`)[Symbol.asyncIterator]();
  check.take((await iterator.next()).value);
  const most = await peak(stallMs);
  const left = await ask(url, 'left', 'id1');
  globalThis.gc();
  const held = heapOf(process.memoryUsage()) - heapOf(before);
  const result = { left, grown: most.heap - heapOf(before), held, rss: most.rss - before.rss };
  if (!readOn) return result;

  for (let next = await iterator.next(); !next.done; next = await iterator.next()) check.take(next.value);
  return check.isRight(frames) ? { ...result, whole: true } : { wrong: true };
}

const heapOf = ({ heapUsed, external }) => heapUsed + external;

async function peak(milliseconds) {
  const most = { heap: 0, rss: 0 };
  for (const end = performance.now() + milliseconds; performance.now() < end; await delay(25)) {
    const usage = process.memoryUsage();
    most.heap = Math.max(most.heap, heapOf(usage));
    most.rss = Math.max(most.rss, usage.rss);
  }
  return most;
}

export async function measure(bench) {
  const megabytes = bench.options.megabytes ?? 300;
  const stallMs = bench.quick ? 500 : 2000;
  bench.print(
    `${megabytes} MB offered, ${BURST} frames a packet; one text read, then nothing for ${stallMs} ms. \`left\` is what the`,
  );
  bench.print(
    'server got rid of, kernel buffers included; `grown` is the most that heap and external memory grew, `held` what a',
  );
  bench.print('collection leaves. A push-only client (axios + RxJS by hand) has no way to stop reading.');
  const kinds = [
    ...['raw', 'eventsource-parser', 'openai', 'ai', 'langchain'].map((name) => [name, 'default', false]),
    ['ours-await', 'for await', !bench.quick],
    ['ours-await', 'toAsyncIterable after pipe', !bench.quick],
    ['ours-await', 'toReadableStream', !bench.quick],
    ['ours-await', 'retryRequest', !bench.quick],
    ['ours-await', 'failover', !bench.quick],
    ['ours-await', 'hedge', !bench.quick],
  ].filter(([name]) => bench.contestants(bench.quick ? ['raw', 'openai', 'ours-await'] : undefined).includes(name));
  const rows = [];
  for (const [name, way, readOn] of kinds) {
    const settings = { way, megabytes, stallMs, readOn };
    const sample = await bench.run(name, 'stalled', settings, { flags: ['--expose-gc'] });
    const kind = name === 'ours-await' ? `rxllm: ${way}` : bench.titleOf(name);
    const fault = bench.faultOf([sample]);
    if (fault) {
      rows.push([kind, fault]);
      continue;
    }
    const { left, grown, held, rss, whole } = sample;
    rows.push([kind, ...[left, grown, held, rss].map(megabytesOf), whole ? 'nothing lost' : '–']);
    if (name !== 'ours-await') continue;
    bench.promise(`stalled, ${way}: MB that left the server`, left / 1e6, 14);
    bench.promise(`stalled, ${way}: MB that the heap grew`, grown / 1e6, 16);
  }
  bench.table('Megabytes', ['', 'left', 'grown', 'held', 'RSS grown', 'read on'], rows);
}

const megabytesOf = (bytes) => (bytes / 1e6).toFixed(1);
