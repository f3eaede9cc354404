import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'Allocation';

const WARM_UP = 19_200;
const FRAMES = 3200;
const BURST = 8;
const ANSWERS = 100;
const TRIES = 10;
/** A young generation so large that nothing is collected meanwhile: what the heap grows is what was allocated. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=512', '--max-semi-space-size=512'];

/** Bytes that one frame allocates on V8's heap, and one answer of a single frame. */
export async function child({ read }, { url }) {
  const check = new Check(cycleOf('stable'));
  const flood = (frames) => read(`${url}/flood/stable/${BURST}/${frames}/v1`, check.take);
  const answers = async () => {
    for (let n = 0; n < ANSWERS; n++) await read(`${url}/brief/close/1/v1`, () => undefined);
  };
  await flood(WARM_UP);
  if (!check.isRight(WARM_UP)) return { wrong: true };
  await answers();
  const perFrame = (await grownBy(() => flood(FRAMES))) / FRAMES;
  const perAnswer = (await grownBy(answers)) / ANSWERS;
  return perFrame && perAnswer ? { perFrame, perAnswer } : { failed: 'something was collected' };
}

/** Tries until nothing is collected meanwhile. */
async function grownBy(act) {
  for (let n = 0; n < TRIES; n++) {
    globalThis.gc();
    await delay(50);
    let collections = 0;
    const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
    observer.observe({ entryTypes: ['gc'] });
    const before = process.memoryUsage().heapUsed;
    await act();
    const grown = process.memoryUsage().heapUsed - before;
    await delay(20);
    observer.disconnect();
    if (collections === 0) return grown;
  }
  return undefined;
}

export async function measure(bench) {
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 3);
  const names = bench.contestants(bench.quick ? ['raw', 'axios-rxjs', 'ours', 'ours-await'] : undefined);
  const samples = await bench.rounds(names, rounds, 'allocation', {}, { flags: FLAGS });
  bench.print(`What V8's heap grows by where nothing is collected; medians of ${rounds} rounds.`);
  bench.print('Buffers and what Node keeps outside the heap are not in it.');
  const rows = names.map((name) => {
    const own = samples.get(name);
    const fault = bench.faultOf(own);
    if (fault) return [bench.titleOf(name), fault];
    const kib = (key) => (bench.median(own.map((sample) => sample[key])) / 1024).toFixed(2);
    const ratio = (key) => bench.medianRatio(samples, name, 'raw', key)?.toFixed(2);
    return [bench.titleOf(name), kib('perFrame'), ratio('perFrame'), kib('perAnswer'), ratio('perAnswer')];
  });
  bench.table('KiB', ['', 'a frame', '× raw', 'an answer', '× raw'], rows);
}
