import { setTimeout as delay } from 'node:timers/promises';
import { Check } from '../contestants/Check.mjs';
import { costOf } from '../contestants/costOf.mjs';
import { SDKS, WITHOUT_SDKS } from '../harness/contestants.mjs';
import { cycleOf } from '../server/frames.mjs';

/** As real servers do: `[DONE]`, and the end of the body in a packet of its own. */
const END = 'turn';
const WARM_UPS = 3;
const SLICES = 10;

/**
 * Answers in a warm process, each worker's one after another, in slices that take turns with the other contestants': CPU (the whole
 * process, with GC and compiler) and wall time of one.
 */
export async function child({ read }, { origin, frames, burst, atOnce, answers, warmUp }, nextTurn) {
  const expected = cycleOf('stable').slice(0, frames);
  const checks = Array.from({ length: atOnce }, () => new Check(expected));
  const ask = (count) => askAll(read, `${origin}/ordinary/${burst}/${frames}/${END}/v1`, frames, checks, count);
  await nextTurn();
  for (let n = 0; n < WARM_UPS; n++) {
    if (!(await ask(warmUp / WARM_UPS))) return { wrong: true };
    // V8 compiles in the background.
    await delay(50);
  }
  const sum = { cpu: 0, wall: 0 };
  for (let n = 0; n < SLICES; n++) {
    await nextTurn();
    let right = false;
    const { cpu, wall } = await costOf(async () => (right = await ask(answers / SLICES)));
    if (!right) return { wrong: true };
    sum.cpu += cpu;
    sum.wall += wall;
  }
  return { cpu: sum.cpu / answers, wall: (sum.wall * 1000) / answers };
}

/** A worker for each check; has every answer the right text? */
async function askAll(read, baseUrl, frames, checks, answers) {
  let left = answers;
  let right = true;
  const work = async (check) => {
    while (left-- > 0) {
      await read(baseUrl, check.take);
      right &&= check.isRight(frames);
    }
  };
  await Promise.all(checks.map(work));
  return right;
}

export const title = 'CPU per ordinary answer';

/** The warm-up is as long as V8 takes to come to rest: a hundred answers and the next cost the same after it. */
const SIZES = {
  '100x1': { frames: 100, burst: 1, atOnce: 1, answers: 900, warmUp: 900 },
  '400x2': { frames: 400, burst: 2, atOnce: 1, answers: 450, warmUp: 450 },
  '2000x4': { frames: 2000, burst: 4, atOnce: 1, answers: 120, warmUp: 120 },
  '400x2x16': { frames: 400, burst: 2, atOnce: 16, answers: 480, warmUp: 480 },
};

export async function measure(bench) {
  const { quick, options } = bench;
  const rounds = options.rounds ?? (quick ? 1 : 5);
  bench.print(
    'The server keeps its connections, and ends each body a turn after `[DONE]`. The contestants take turns, slice by',
  );
  bench.print(
    `slice. Medians of ${rounds} rounds, ${quick ? '' : 'with the SDKs in every other, and '}a third of the answers${quick ? '' : ' for them'}.`,
  );
  for (const transport of options.over ?? (quick ? ['tcp'] : ['tcp', 'tls'])) {
    for (const name of options.sizes ?? (quick ? ['100x1', '2000x4'] : Object.keys(SIZES))) {
      await measureSize(bench, name, transport, rounds);
    }
  }
}

async function measureSize(bench, size, transport, rounds) {
  const { frames, burst, atOnce, ...full } = SIZES[size];
  const counts = bench.quick ? third(full) : full;
  const tls = transport === 'tls';
  const origin = tls ? bench.server.tlsUrl : bench.server.url;
  const names = bench.contestants(namesFor(bench, tls));
  const settingsOf = (name) => ({ origin, frames, burst, atOnce, ...(SDKS.has(name) ? third(full) : counts) });
  const how = { takesTurns: true, tls };
  const samples = await bench.rounds(names, rounds, 'ordinary', settingsOf, how);
  const caption = `${frames} frames, ${burst} a packet${atOnce > 1 ? `, ${atOnce} answers at once` : ''}${tls ? ', TLS' : ''}`;
  const over = ['from – to', 'least ÷ least'];
  bench.table(
    `${caption}; ${counts.answers} answers after ${counts.warmUp} to warm up`,
    ['', 'CPU µs', '× raw', ...over, '× axios', ...over, '× parser', ...over, 'wall µs'],
    names.map((name) => row(bench, name, samples)),
  );
  if (atOnce === 1) keepPromises(bench, samples, caption, size);
}

/** The SDKs take most of the time: who wants them everywhere names them. */
const namesFor = ({ quick, options }, tls) => (!options.contestants && (quick || tls) ? WITHOUT_SDKS : undefined);

const third = ({ answers, warmUp }) => ({ answers: answers / 3, warmUp: warmUp / 3 });

/** What `subscribe` may cost over the others. */
const LIMITS = {
  'axios-rxjs': { '100x1': 1, '400x2': 0.95, '2000x4': 0.9 },
  'eventsource-parser': { '100x1': 1.1, '400x2': 1, '2000x4': 1 },
  raw: { '100x1': 1.9, '400x2': 1.4, '2000x4': 1.1 },
};
const MORE_FOR_AWAIT = 0.1;

function keepPromises(bench, samples, caption, size) {
  for (const [peer, limits] of Object.entries(LIMITS)) {
    for (const [name, more] of Object.entries({ ours: 0, 'ours-await': MORE_FOR_AWAIT })) {
      const promise = `${bench.titleOf(name)}: CPU × ${bench.titleOf(peer)}, ${caption}`;
      bench.promiseRatio(promise, limits[size] + more, samples, name, peer, 'cpu');
    }
  }
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  const ratios = ['raw', 'axios-rxjs', 'eventsource-parser'].flatMap((peer) =>
    samples.has(peer) ? bench.ratioCells(samples, name, peer, 'cpu') : ['', '', ''],
  );
  const median = (key) => bench.median(own.map((sample) => sample[key])).toFixed(0);
  return [bench.titleOf(name), median('cpu'), ...ratios, median('wall')];
}
