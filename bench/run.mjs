// `npm run bench`: measures rxllm beside its peers and prints the tables. `--help` tells the flags.
import { parseArgs } from 'node:util';
import { Bench } from './harness/Bench.mjs';
import { startServer } from './harness/startServer.mjs';

const help = `Measures rxllm (the built package in ../dist) beside its peers.

  --quick              fewer frames and rounds: within three minutes
  --only a,b           only these measures
  --contestants a,b    only these contestants; "raw" is the floor of every ratio
  --over tcp,tls       ordinary: what the answers come over
  --sizes a,b          ordinary: 100x1 (frames, frames a packet), 400x2, 2000x4, 400x2x16 (16 answers at once)
  --sizes 100,1000     relay: how many answers at once
  --sets a,b           throughput: stable, obfuscation, choices, wide
  --bursts 1,8,64      throughput: frames a packet
  --frames n           throughput: frames a run
  --rounds n           how often each contestant runs
  --node path          the Node of all contestants; "current" is this one
  --profile folder     leaves a CPU profile of each contestant's process there
`;

const MEASURES = [
  'ordinary',
  'connections',
  'second',
  'cold',
  'throughput',
  'wires',
  'firstText',
  'cancellation',
  'faults',
  'stalled',
  'paced',
  'growth',
  'allocation',
  'relay',
  'bundle',
];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    contestants: { type: 'string' },
    over: { type: 'string' },
    sizes: { type: 'string' },
    sets: { type: 'string' },
    bursts: { type: 'string' },
    frames: { type: 'string' },
    rounds: { type: 'string' },
    node: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
} else {
  const startedAt = performance.now();
  const server = await startServer();
  const bench = new Bench(server, {
    quick: values.quick,
    contestants: values.contestants?.split(','),
    over: values.over?.split(','),
    sizes: values.sizes?.split(','),
    sets: values.sets?.split(','),
    bursts: values.bursts?.split(',').map(Number),
    frames: values.frames && Number(values.frames),
    rounds: values.rounds && Number(values.rounds),
    node: values.node,
    profile: values.profile,
  });
  await bench.printSettings();
  for (const name of values.only?.split(',') ?? MEASURES) {
    const { title, measure } = await import(`./measures/${name}.mjs`);
    bench.heading(title);
    const begunAt = performance.now();
    await measure(bench);
    bench.print(`\n${secondsSince(begunAt)} s.`);
  }
  bench.printPromises();
  bench.print(`\n${secondsSince(startedAt)} s in all.`);
  server.stop();
}

function secondsSince(instant) {
  return Math.round((performance.now() - instant) / 1000);
}
