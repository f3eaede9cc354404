import { Check } from '../contestants/Check.mjs';
import { cycleOf } from '../server/frames.mjs';

/** One flood, behind a smaller one that warms up: CPU (the whole process, with GC and compiler) and wall time per frame. */
export async function child({ read }, { url, set, burst, frames, warmUp }) {
  const check = new Check(cycleOf(set));
  await read(`${url}/flood/${set}/${burst}/${warmUp}/v1`, check.take);
  if (!check.isRight(warmUp)) return { wrong: true };
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await read(`${url}/flood/${set}/${burst}/${frames}/v1`, check.take);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (!check.isRight(frames)) return { wrong: true };
  return { cpu: ((user + system) * 1000) / frames, wall: (wallMs * 1e6) / frames };
}

export const title = 'CPU and wall time per frame';

export async function measure(bench) {
  const { quick, options } = bench;
  const frames = options.frames ?? (quick ? 32_000 : 200_000);
  const settings = { frames, warmUp: quick ? 6_400 : 19_200 };
  const sets = options.sets ?? ['stable', 'obfuscation', 'choices'];
  const rounds = options.rounds ?? (quick ? 3 : 5);
  bench.print(`${frames} frames behind ${settings.warmUp} to warm up; medians of ${rounds} rounds`);

  for (const set of sets) {
    // The SDKs cost the same on every set, and most of the time.
    const names = bench.contestants(set === 'stable' ? undefined : ['raw', 'axios-rxjs', 'ours', 'ours-await']);
    for (const burst of options.bursts ?? [1, 8, 64]) {
      const samples = await bench.rounds(names, rounds, 'throughput', { ...settings, set, burst });
      bench.table(
        `${set}, ${burst} a packet`,
        ['', 'CPU ns', '× raw', 'from – to', 'least ÷ least', 'wall ns', '× raw'],
        names.map((name) => row(bench, name, samples)),
      );
    }
  }
}

function row(bench, name, samples) {
  const { median, ratios } = bench;
  const own = samples.get(name);
  const fault = own.find(({ wrong, failed }) => wrong ?? failed);
  if (fault) return [bench.titleOf(name), fault.wrong ? 'WRONG' : `failed: ${fault.failed}`];
  const floor = samples.get('raw') ?? [];
  const cpu = ratios(own, floor, 'cpu');
  return [
    bench.titleOf(name),
    median(own.map((sample) => sample.cpu)).toFixed(0),
    median(cpu)?.toFixed(2),
    cpu.length > 0 ? `${Math.min(...cpu).toFixed(2)} – ${Math.max(...cpu).toFixed(2)}` : '',
    cpu.length > 0 ? (least(own) / least(floor)).toFixed(2) : '',
    median(own.map((sample) => sample.wall)).toFixed(0),
    median(ratios(own, floor, 'wall'))?.toFixed(2),
  ];
}

/** What disturbs a run only adds to it. */
const least = (samples) => Math.min(...samples.map(({ cpu }) => cpu));
