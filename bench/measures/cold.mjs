export const title = 'A cold process';

const FRAMES = 20;
const BURST = 1;

/** From the start of the process, Node's own in it, to its contestant's import, and to the end of a first answer where one is asked. */
export async function child({ read }, { baseUrl, expected }) {
  if (baseUrl) {
    let text = '';
    await read(baseUrl, (piece) => (text += piece));
    if (text !== expected) return { wrong: true };
  }
  const wall = performance.now();
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, wall, rss: process.memoryUsage().rss / 1e6 };
}

/** What a process does, and how fast it may be over axios and RxJS by hand. */
const DEEDS = {
  import: {},
  'import and a first answer': { server: 'url' },
  'import and a first answer over TLS': { server: 'tlsUrl', tls: true },
};
const LIMIT = 1.15;

export async function measure(bench) {
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 11);
  bench.print(
    `From the start of a process to the end of what it does, Node's own part in it; an answer has ${FRAMES} frames.`,
  );
  bench.print(`CPU is that of all threads. Medians of ${rounds} rounds.`);
  for (const [deed, { server, tls }] of Object.entries(DEEDS)) {
    const names = [...(server ? [] : ['nothing']), ...bench.contestants()];
    const samples = await bench.rounds(names, rounds, 'cold', await settingsFor(bench.server[server]), { tls });
    bench.table(
      deed,
      ['', 'CPU ms', '× axios', 'from – to', 'least ÷ least', 'wall ms', 'RSS MB'],
      names.map((name) => row(bench, name, samples)),
    );
    bench.promiseRatio(
      `rxllm, subscribe: cold process, ${deed}, CPU × axios by hand`,
      LIMIT,
      samples,
      'ours',
      'axios-rxjs',
      'cpu',
    );
  }
}

async function settingsFor(origin) {
  if (!origin) return {};
  // Not at the top: the contestants' processes load this file too, and are to load nothing else.
  const { cycleOf } = await import('../server/frames.mjs');
  const texts = cycleOf('stable').slice(0, FRAMES);
  return {
    baseUrl: `${origin}/ordinary/${BURST}/${FRAMES}/turn/v1`,
    expected: texts.map(({ text }) => text).join(''),
  };
}

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [bench.titleOf(name), fault];
  const median = (key) => bench.median(own.map((sample) => sample[key])).toFixed(0);
  return [
    bench.titleOf(name),
    median('cpu'),
    ...bench.ratioCells(samples, name, 'axios-rxjs', 'cpu'),
    median('wall'),
    median('rss'),
  ];
}
