import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { costOf } from '../contestants/costOf.mjs';
import { CONTESTANTS, SDKS } from '../harness/contestants.mjs';
import { cycleOf } from '../server/frames.mjs';

const WARM_UPS = 3;
const WARM_UP = 38_400;

/** One flood, behind smaller ones that warm up: CPU (the whole process, with GC and compiler) and wall time per frame. */
export async function child({ read }, { url, set, burst, frames, warmUp }) {
  const check = new Check(cycleOf(set));
  for (let n = 0; n < WARM_UPS; n++) {
    await read(`${url}/flood/${set}/${burst}/${warmUp / WARM_UPS}/v1`, check.take);
    if (!check.isRight(warmUp / WARM_UPS)) return { wrong: true };
    // V8 compiles in the background.
    await delay(50);
  }
  const { cpu, wall } = await costOf(() => read(`${url}/flood/${set}/${burst}/${frames}/v1`, check.take));
  if (!check.isRight(frames)) return { wrong: true };
  return { cpu: (cpu * 1000) / frames, wall: (wall * 1e6) / frames };
}

export const title = 'CPU and wall time per frame';

export async function measure(bench) {
  const { quick, options } = bench;
  const frames = options.frames ?? (quick ? 64_000 : 200_000);
  const rounds = options.rounds ?? (quick ? 1 : 5);
  bench.print(`${frames} frames behind ${WARM_UP} to warm up; medians of ${rounds} rounds.`);
  if (quick) bench.print('The SDKs: a quarter of the frames, behind half the warm-up.');
  const settingsOf = (name) => (quick && SDKS.has(name) ? scaled(frames / 4, WARM_UP / 2) : scaled(frames, WARM_UP));

  for (const set of options.sets ?? ['stable', 'obfuscation', 'choices']) {
    for (const burst of options.bursts ?? (quick && set !== 'stable' ? [8] : [1, 8, 64])) {
      const names = bench.contestants(options.contestants ? undefined : namesFor(set, burst, quick));
      const samples = await bench.rounds(names, rounds, 'throughput', (name) => ({ ...settingsOf(name), set, burst }));
      bench.table(
        `${set}, ${burst} a packet`,
        ['', 'CPU ns', '× raw', 'from – to', 'least ÷ least', 'wall ns', '× raw'],
        names.map((name) => row(bench, name, samples)),
      );
      keepPromises(bench, samples, set, burst);
    }
  }
}

/** The SDKs cost the same on every set, and most of the time. */
function namesFor(set, burst, quick) {
  if (set !== 'stable') return quick ? ['raw', 'ours'] : ['raw', 'axios-rxjs', 'ours', 'ours-await'];
  return CONTESTANTS.filter((name) => !(quick && burst !== 8 && SDKS.has(name)));
}

/** The server sends whole packets of up to 64 frames. */
const scaled = (frames, warmUp) => ({ frames: Math.ceil(frames / 64) * 64, warmUp });

/** What ours may cost, over the others: at 1 frame a packet, and at more. */
const LIMITS = {
  ours: { stable: [1, 0.7], obfuscation: [1.3, 1.3], choices: [1.3, 1.3] },
  'ours-await': { stable: [1.2, 0.9] },
};
const LIMITS_OVER_SDKS = { openai: 1 / 5, ai: 1 / 15, langchain: 1 / 9 };

function keepPromises(bench, samples, set, burst) {
  for (const [name, limits] of Object.entries(LIMITS)) {
    const promise = `${bench.titleOf(name)}: CPU × raw, ${set}, ${burst} a packet`;
    const limit = limits[set]?.[burst === 1 ? 0 : 1];
    if (limit) bench.promiseRatio(promise, limit, samples, name, 'raw', 'cpu');
  }
  if (set !== 'stable' || burst === 1) return;
  for (const [peer, limit] of Object.entries(LIMITS_OVER_SDKS)) {
    const promise = `rxllm, subscribe: CPU × ${bench.titleOf(peer)}, ${burst} a packet`;
    bench.promiseRatio(promise, limit, samples, 'ours', peer, 'cpu');
  }
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  return [
    bench.titleOf(name),
    bench.median(own.map(({ cpu }) => cpu)).toFixed(0),
    ...bench.ratioCells(samples, name, 'raw', 'cpu'),
    bench.median(own.map(({ wall }) => wall)).toFixed(0),
    bench.medianRatio(samples, name, 'raw', 'wall')?.toFixed(2),
  ];
}
