import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { ask } from '../harness/startServer.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'Paced streams';

const PACES = [
  { streams: 1, pauseMs: 20 },
  { streams: 100, pauseMs: 60 },
  { streams: 1000, pauseMs: 250 },
];

/** Opens streams, lets them settle, takes the CPU of a while and then the memory. */
export async function child({ read }, { url, streams, pauseMs, settleMs, windowMs }) {
  await read(`${url}/flood/stable/1/19200/v1`, () => undefined);
  const expected = cycleOf('stable');
  const warmUp = await open(read, `${url}/paced/20/v1`, 10, expected);
  await delay(500);
  await ask(url, 'endPaced');
  await warmUp.ended;
  const before = memory();

  const { received, ended } = await open(read, `${url}/paced/${pauseMs}/v1`, streams, expected);
  await delay(settleMs);
  const receivedBefore = received();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await delay(windowMs);
  const { user, system } = process.cpuUsage(cpuBefore);
  const due = ((performance.now() - startedAt) / pauseMs) * streams;
  const inWindow = received() - receivedBefore;
  const held = memory();

  const sent = await ask(url, 'endPaced');
  if ((await ended) !== sent) return { wrong: true };
  return {
    streams,
    cpu: (user + system) / inWindow,
    heap: (held.heap - before.heap) / streams / 1024,
    rss: (held.rss - before.rss) / streams / 1024,
    pace: inWindow / due,
  };
}

/** Comes back when each stream has begun. `ended` tells how many frames came in all, if each stream had the right text. */
async function open(read, baseUrl, streams, expected) {
  const checks = Array.from({ length: streams }, () => new Check(expected));
  const answers = [];
  const begun = [];
  for (const check of checks) {
    begun.push(
      new Promise((resolve) => {
        const take = (text, choice) => {
          check.take(text, choice);
          resolve();
        };
        answers.push(read(baseUrl, take));
      }),
    );
    // A thousand connections at once would not fit into the server's backlog.
    if (answers.length % 25 === 0) await delay(25);
  }
  await Promise.all(begun);
  const received = () => checks.reduce((sum, check) => sum + check.count, 0);
  const ended = Promise.all(answers).then(() => {
    const count = received();
    return checks.every((check) => check.isRight(check.count)) ? count : undefined;
  });
  return { received, ended };
}

function memory() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

export async function measure(bench) {
  const windowMs = bench.quick ? 1500 : 4000;
  // V8 compiles what so many streams have in common once, and takes some seconds of them to do it.
  const settleMs = bench.quick ? 1000 : 4000;
  const names = bench.contestants(bench.quick ? ['raw', 'axios-rxjs', 'ours', 'ours-await'] : undefined);
  bench.print(
    `CPU over ${windowMs} ms in the midst of the answers, ${settleMs} ms behind their beginning; then the memory that a`,
  );
  bench.print(
    'collection leaves, over what the process held before (a check of the text, some 500 bytes a stream, in it). `pace`',
  );
  bench.print('is the share of the frames due that came: under 95 % the machine was too busy to judge.');
  for (const { streams, pauseMs } of bench.quick ? PACES.slice(-1) : PACES) {
    const rounds = bench.options.rounds ?? (streams < 1000 || bench.quick ? 1 : 3);
    const settings = { streams, pauseMs, settleMs, windowMs };
    const samples = await bench.rounds(names, rounds, 'paced', settings, { flags: ['--expose-gc'] });
    const caption = `${streams} stream${streams === 1 ? '' : 's'}, a frame each ${pauseMs} ms; medians of ${rounds}`;
    const columns = [
      '',
      'CPU µs a frame',
      '× raw',
      'pace',
      'KiB a stream',
      '× raw',
      '× axios',
      'RSS KiB a stream',
      '× axios',
    ];
    bench.table(
      caption,
      columns,
      names.map((name) => row(bench, name, samples)),
    );
    if (streams === 1000) keepPromises(bench, samples);
  }
}

function keepPromises(bench, samples) {
  for (const name of ['ours', 'ours-await']) {
    const ratio = (key, other) => bench.medianRatio(samples, name, other, key);
    bench.promise(`${bench.titleOf(name)}: 1,000 streams, heap × axios by hand`, ratio('heap', 'axios-rxjs'), 1.2);
    bench.promise(`${bench.titleOf(name)}: 1,000 streams, RSS × axios by hand`, ratio('rss', 'axios-rxjs'), 1.2);
    bench.promise(`${bench.titleOf(name)}: 1,000 streams, CPU × raw`, ratio('cpu', 'raw'), 1.3);
  }
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  const median = (key) => bench.median(own.map((sample) => sample[key]));
  const ratio = (key, other) => bench.medianRatio(samples, name, other, key)?.toFixed(2);
  const figures = [median('cpu').toFixed(1), ratio('cpu', 'raw'), `${Math.round(median('pace') * 100)} %`];
  // What one stream holds is lost in what the process happens to hold.
  if (own[0].streams === 1) return [bench.titleOf(name), ...figures];
  return [
    bench.titleOf(name),
    ...figures,
    median('heap').toFixed(1),
    ratio('heap', 'raw'),
    ratio('heap', 'axios-rxjs'),
    median('rss').toFixed(1),
    ratio('rss', 'axios-rxjs'),
  ];
}
