import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { timeFirstText } from '../contestants/timeFirstText.mjs';
import { WITHOUT_SDKS } from '../harness/contestants.mjs';
import { ask } from '../harness/startServer.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'First text of the second answer, over TLS';

const FRAMES = 20;
const BURST = 1;
const PAUSE_MS = 5;
const WARM_UP = 50;
const SLICES = 20;

/**
 * Pairs of answers, in slices that take turns with the other contestants'. Before each pair the server has closed every connection; it
 * keeps the one that the first answer opens.
 */
export async function child({ read }, { url, tlsUrl, pairs }, nextTurn) {
  const check = new Check(cycleOf('stable').slice(0, FRAMES));
  const time = async () => {
    const milliseconds = await timeFirstText(read, `${tlsUrl}/ordinary/${BURST}/${FRAMES}/turn/v1`, check, FRAMES);
    // The body ends, and the connection is free again.
    await delay(PAUSE_MS);
    return milliseconds;
  };
  const times = [];
  const timePairs = async (count) => {
    await nextTurn();
    for (let n = 0; n < count; n++) {
      await ask(url, 'closeTls');
      times.push([await time(), await time()]);
    }
  };
  await timePairs(WARM_UP);
  for (let n = 0; n < SLICES; n++) await timePairs(pairs / SLICES);
  if (times.flat().includes(undefined)) return { wrong: true };
  const [first, second] = [0, 1].map((which) => times.slice(WARM_UP).map((pair) => pair[which]));
  return { first: at(first, 0.5), second: at(second, 0.5), p95: at(second, 0.95) };
}

const at = (times, share) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)];

export async function measure(bench) {
  const pairs = bench.quick ? 40 : 200;
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 3);
  const names = bench.contestants(bench.quick ? WITHOUT_SDKS : undefined);
  bench.print(
    `${pairs} pairs of answers after ${WARM_UP} to warm up. Before each pair the server closes its connections, so that the`,
  );
  bench.print(
    `first answer opens one; the second is asked ${PAUSE_MS} ms after its end. The contestants take turns. Medians of ${rounds} rounds.`,
  );
  const samples = await bench.rounds(names, rounds, 'second', { pairs }, { takesTurns: true, tls: true });
  bench.table(
    'From the call to the first text',
    ['', 'first ms', 'second ms', 'over raw', 'over axios', 'least − least', 'p95 ms'],
    names.map((name) => row(bench, name, samples)),
  );
  for (const name of ['ours', 'ours-await']) {
    const promise = `${bench.titleOf(name)}: first text of the second answer, ms over axios by hand`;
    bench.promiseDifference(promise, 0.2, samples, name, 'axios-rxjs', 'second');
  }
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  const median = (key) => bench.median(own.map((sample) => sample[key]));
  const over = (other) => bench.medianDifference(samples, name, other, 'second');
  const least = bench.leastDifference(samples, name, 'axios-rxjs', 'second');
  const figures = [median('first'), median('second'), over('raw'), over('axios-rxjs'), least, median('p95')];
  return [bench.titleOf(name), ...figures.map((milliseconds) => milliseconds?.toFixed(2))];
}
