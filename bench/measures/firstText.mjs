import { Check } from '../contestants/Check.mjs';
import { timeFirstText } from '../contestants/timeFirstText.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'Time to first text';

const FRAMES = 5;
const WARM_UP = 50;

/** Short answers one after another, each read to its end: from the call to the first text. */
export async function child({ read }, { url, connection, answers }) {
  const check = new Check(cycleOf('stable'));
  const times = [];
  for (let n = 0; n < WARM_UP + answers; n++) {
    const time = await timeFirstText(read, `${url}/brief/${connection}/${FRAMES}/v1`, check, FRAMES);
    if (time === undefined) return { wrong: true };
    times.push(time);
  }
  const warm = times.slice(WARM_UP).toSorted((a, b) => a - b);
  return { cold: times[0], median: warm[warm.length >> 1], p95: warm[Math.floor(warm.length * 0.95)] };
}

export async function measure(bench) {
  const answers = bench.quick ? 60 : 400;
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 3);
  const names = bench.contestants();
  bench.print(`${answers} short answers one after another behind ${WARM_UP} to warm up; medians of ${rounds} rounds.`);
  bench.print('`cold` is the first answer of a process, behind its imports.');
  for (const connection of bench.quick ? ['close'] : ['close', 'keep-alive']) {
    const samples = await bench.rounds(names, rounds, 'firstText', { connection, answers });
    bench.table(
      `The server ${connection === 'close' ? 'closes the connection' : 'keeps the connection alive'}`,
      ['', 'median ms', 'over raw', 'over axios', 'p95 ms', 'cold ms', 'over axios'],
      names.map((name) => row(bench, name, samples)),
    );
    if (connection !== 'close') continue;
    for (const name of ['ours', 'ours-await']) {
      const promise = `${bench.titleOf(name)}: first text, ms over axios by hand`;
      bench.promiseDifference(promise, 0.2, samples, name, 'axios-rxjs', 'median');
    }
  }
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  const median = (key) => bench.median(own.map((sample) => sample[key]));
  const over = (other, key) => bench.medianDifference(samples, name, other, key);
  const warm = [median('median'), over('raw', 'median'), over('axios-rxjs', 'median'), median('p95')];
  const cold = [median('cold'), over('axios-rxjs', 'cold')];
  return [bench.titleOf(name), ...[...warm, ...cold].map((milliseconds) => milliseconds?.toFixed(2))];
}
