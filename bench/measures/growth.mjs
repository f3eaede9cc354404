import { Check } from '../contestants/Check.mjs';
import { costOf } from '../contestants/costOf.mjs';
import { cycleOf, longLine } from '../server/frames.mjs';

export const title = 'How cost grows';

const MIB = 2 ** 20;
const BURST = 8;

export function child(contestant, settings) {
  return settings.frames ? costOfFrames(contestant, settings) : costOfLines(contestant, settings);
}

/** CPU per frame, in nanoseconds, of one answer of so many frames. */
async function costOfFrames({ read }, { url, frames }) {
  const check = new Check(cycleOf('stable'));
  const flood = (count) => read(`${url}/flood/stable/${BURST}/${count}/v1`, check.take);
  await flood(19_200);
  if (!check.isRight(19_200)) return { wrong: true };
  const { cpu } = await costOf(() => flood(frames));
  return check.isRight(frames) ? { cost: (cpu * 1000) / frames } : { wrong: true };
}

/** CPU per byte, in nanoseconds, of lines of one length: so many that they have the length of the longest. */
async function costOfLines({ read }, { url, length, total }) {
  const check = new Check([{ text: longLine(length).text, choice: 0 }]);
  const line = () => read(`${url}/line/${length}/v1`, check.take);
  await line();
  if (!check.isRight(1)) return { wrong: true };
  const count = total / length;
  const { cpu } = await costOf(async () => {
    for (let n = 0; n < count; n++) await line();
  });
  return check.isRight(count) ? { cost: (cpu * 1000) / total } : { wrong: true };
}

export async function measure(bench) {
  const { quick, options } = bench;
  const rounds = options.rounds ?? (quick ? 1 : 3);
  const names = bench.contestants(
    quick ? ['raw', 'ours'] : ['raw', 'axios-rxjs', 'eventsource-parser', 'openai', 'ours', 'ours-await'],
  );
  bench.print(
    `CPU, medians of ${rounds} rounds; \`grows\` is the worst step from one column to the next: 1 is linear.`,
  );

  const counts = quick ? [19_200, 192_000] : [9_600, 96_000, 960_000];
  const byCount = counts.map((count) => ({ frames: count }));
  await grow(
    bench,
    `Nanoseconds a frame, ${BURST} a packet`,
    counts.map((count) => `${count}`),
    names,
    rounds,
    byCount,
  );

  const total = 16 * MIB;
  const lengths = (quick ? [1, 16] : [1, 4, 16]).map((mebibytes) => mebibytes * MIB);
  const byLength = lengths.map((length) => ({ length, total }));
  const columns = lengths.map((length) => `${length / MIB} MiB`);
  await grow(bench, 'Nanoseconds a byte of one line, in packets of 1 KiB', columns, names, rounds, byLength);
}

async function grow(bench, caption, columns, names, rounds, settings) {
  const samples = [];
  for (const each of settings) samples.push(await bench.rounds(names, rounds, 'growth', each, { timeoutMs: 60_000 }));
  const rows = names.map((name) => {
    const costs = samples.map((sample) => bench.faultOf(sample.get(name)) ?? medianCost(bench, sample.get(name)));
    const steps = costs.slice(1).map((cost, n) => cost / costs[n]);
    const worst = Math.max(...steps);
    if (name.startsWith('ours')) bench.promise(`${bench.titleOf(name)}: growth, ${caption}`, worst, 1.2);
    return [bench.titleOf(name), ...costs.map(inDigits), Number.isNaN(worst) ? '–' : worst.toFixed(2)];
  });
  bench.table(caption, ['', ...columns, 'grows'], rows);
}

const medianCost = (bench, sample) => bench.median(sample.map(({ cost }) => cost));

const inDigits = (cost) => (typeof cost === 'number' ? cost.toFixed(cost < 100 ? 1 : 0) : cost);
