import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { WITHOUT_SDKS } from '../harness/contestants.mjs';
import { ask } from '../harness/startServer.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'Connections';

const ANSWERS = 100;
const FRAMES = 100;
const BURST = 1;

/** Answers one after another: how many connections the server has counted. */
export async function child({ read }, { url, tlsUrl, end, pauseMs }) {
  const check = new Check(cycleOf('stable').slice(0, FRAMES));
  await ask(url, 'forget');
  for (let n = 0; n < ANSWERS; n++) {
    await read(`${tlsUrl}/ordinary/${BURST}/${FRAMES}/${end}/v1`, check.take);
    if (!check.isRight(FRAMES)) return { wrong: true };
    if (pauseMs) await delay(pauseMs);
  }
  return { count: await ask(url, 'tlsOpened') };
}

/**
 * When the body ends, and how long the asker waits before the next question. Who asks at once after `[DONE]` and three milliseconds
 * before the body ends needs another connection, or waits: nothing is promised there.
 */
const CASES = [
  { end: 'together', column: 'with [DONE]', limit: 2 },
  { end: 'turn', column: 'a turn later', limit: 2 },
  { end: 'late', column: '3 ms later, asked 5 ms later', pauseMs: 5, limit: 2 },
  { end: 'late', column: '3 ms later, asked at once' },
];

export async function measure(bench) {
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 3);
  const names = bench.contestants(bench.quick ? WITHOUT_SDKS : undefined);
  bench.print(
    `What the server counts for ${ANSWERS} answers over TLS, one after another, by when the body of each ends, and when the`,
  );
  bench.print(
    `next is asked: as soon as its text is complete, but for what is said otherwise. Medians of ${rounds} rounds.`,
  );
  const columns = [];
  for (const { end, pauseMs, column, limit } of CASES) {
    const samples = await bench.rounds(names, rounds, 'connections', { end, pauseMs }, { tls: true });
    columns.push(names.map((name) => cell(bench, samples.get(name))));
    if (limit !== undefined) keepPromises(bench, samples, column, limit);
  }
  const rows = names.map((name, n) => [bench.titleOf(name), ...columns.map((cells) => cells[n])]);
  bench.table(`Connections for ${ANSWERS} answers; the body ends`, ['', ...CASES.map(({ column }) => column)], rows);
}

const cell = (bench, own) => bench.faultOf(own) ?? medianCount(bench, own);
const medianCount = (bench, own) => bench.median(own.map(({ count }) => count));

function keepPromises(bench, samples, column, limit) {
  for (const name of ['ours', 'ours-await']) {
    const own = samples.get(name) ?? [];
    const promise = `${bench.titleOf(name)}: connections for ${ANSWERS} answers, body ends ${column}`;
    if (!bench.faultOf(own)) bench.promise(promise, medianCount(bench, own), limit, leastCount(own));
  }
}

const leastCount = (own) => Math.min(...own.map(({ count }) => count));
