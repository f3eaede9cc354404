// `npm run soak`: asks ten thousand answers of a server that cuts, stalls and garbles, in one process that is never restarted, and looks for
// what is left behind. `--help` tells the flags.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { soak } from './soak/soak.mjs';

const help = `Soaks rxllm (the built package in ../dist) and says what is left behind. Fails if anything is.

  --answers n          how many; one in ten is cut, one cancelled, one malformed (10000)
  --concurrency n      how many at a time (200)
  --growth n           how many bytes the heap may grow by between the first tenth and the last
                       (1000000; for fewer than 10000 answers 3000000, since V8 is still compiling)
  --library path       another build of the library, or its source with node --import tsx
  --json               the figures as JSON
`;

const SHOWN_PROBLEMS = 20;

const { values } = parseArgs({
  options: {
    answers: { type: 'string', default: '10000' },
    concurrency: { type: 'string', default: '200' },
    growth: { type: 'string' },
    library: { type: 'string', default: fileURLToPath(new URL('../dist/node/index.js', import.meta.url)) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
} else {
  const answers = numberOf('answers');
  values.growth ??= answers < 10_000 ? '3000000' : '1000000';
  const [concurrency, growth] = ['concurrency', 'growth'].map(numberOf);
  const figures = await soak({ answers, concurrency, growth, library: values.library });
  process.stdout.write(`${values.json ? JSON.stringify(figures) : inWords(figures)}\n`, () => {
    // What is left behind might keep the process alive. If nothing is, it ends by itself.
    if (figures.problems.length > 0) process.exit(1);
  });
}

function numberOf(name) {
  const number = Number(values[name]);
  if (!(Number.isInteger(number) && number > 0)) throw new TypeError(`--${name} wants a whole number above 0`);
  return number;
}

function inWords({ answers, concurrency, seconds, kinds, asked, peakSockets, peakListeners, left, ...rest }) {
  const { liveBytes, growthBytes, problems } = rest;
  return [
    `${answers} answers, ${concurrency} at a time, in ${seconds} s: ${listed(kinds)}`,
    `requests: ${listed(asked)}`,
    `at the most ${peakSockets} sockets, ${peakListeners} listeners on the one signal; at the end ${listed(left)}`,
    `heap after each tenth: ${liveBytes.map(inMegabytes).join(', ')} MB; growth ${inMegabytes(growthBytes)} MB`,
    problems.length === 0 ? 'Nothing was wrong, and nothing is left behind.' : `PROBLEMS (${problems.length})`,
    ...problems.slice(0, SHOWN_PROBLEMS),
  ].join('\n');
}

function listed(counts) {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}

function inMegabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}
