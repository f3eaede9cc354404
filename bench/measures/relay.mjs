import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { startRedis } from '../harness/startRedis.mjs';

export const title = 'Answers through a log';

const PAUSE_MS = 20;
const ANSWERS = [100, 1000];
const CONTESTANTS = {
  'relay-direct': 'no log',
  'relay-memory': 'rxllm, memoryLog',
  'relay-redis': 'rxllm, redisLog',
  'relay-resumable': 'resumable-stream',
};
const THROUGH_REDIS = new Set(['relay-redis', 'relay-resumable']);
/** How long V8 has to compile, and what began together to spread. */
const SETTLE_MS = 6000;
/** A thousand people do not ask in one millisecond. */
const STARTS_AT_ONCE = 25;
const PAUSE_BETWEEN_STARTS_MS = 50;

/**
 * The writer's process: asks for all answers, and reads them itself. Through Redis a second process follows them all; through a memoryLog
 * the same one does.
 */
export async function child(contestant, settings) {
  if (settings.role === 'follower') return follow(contestant, settings);
  const { name, answers, windowMs } = settings;
  const log = await contestant.connect(settings);
  const clock = new Clock(answers);
  const own = new Arrivals(answers);
  const ended = await spread(answers, (i) =>
    log.start(
      `${settings.run}-${i}`,
      (push) => clock.feed(i, push),
      (piece) => own.take(i, piece),
    ),
  );
  await delay(1000);
  const from = now() + SETTLE_MS + (answers / STARTS_AT_ONCE) * PAUSE_BETWEEN_STARTS_MS;
  const window = { from, to: from + windowMs };
  const follower = THROUGH_REDIS.has(name)
    ? followElsewhere({ ...settings, window })
    : log.follow && followHere(log, settings, window);
  const [cpu, redis] = await Promise.all([cpuWithin(window), redisWithin(window, settings)]);
  clock.stop();
  await Promise.all(ended);
  const followed = await follower;
  const due = (windowMs / PAUSE_MS) * answers;
  const result = { ...own.within(window), cpu, redis, due, follower: followed };
  log.close();
  const isWrong = [result, ...(followed ? [followed] : [])].some(({ wrong }) => wrong);
  return isWrong ? { wrong: true } : result;
}

async function follow(contestant, settings) {
  const log = await contestant.connect(settings);
  const cpu = cpuWithin(settings.window);
  const found = await followHere(log, settings, settings.window);
  return { ...found, cpu: await cpu };
}

async function followHere(log, { answers, run }, window) {
  const arrivals = new Arrivals(answers);
  const ended = await spread(answers, (i) => log.follow(`${run}-${i}`, (piece) => arrivals.take(i, piece)));
  await Promise.all(ended);
  return arrivals.within(window);
}

/** Begins something for each answer, and comes back with what it has begun. */
async function spread(answers, begin) {
  const begun = [];
  for (let i = 0; i < answers; i++) {
    begun.push(begin(i));
    if (i % STARTS_AT_ONCE === STARTS_AT_ONCE - 1) await delay(PAUSE_BETWEEN_STARTS_MS);
  }
  return begun;
}

async function followElsewhere(settings) {
  const program = fileURLToPath(new URL('../contestants/child.mjs', import.meta.url));
  const given = { ...settings, contestant: settings.name, measure: 'relay', role: 'follower' };
  const process_ = fork(program, [JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  let out = '';
  process_.stdout.on('data', (text) => (out += text));
  await once(process_, 'close');
  return JSON.parse(out.trim().split('\n').at(-1));
}

/** The machine's clock that never jumps, the same in every process, in milliseconds. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** The share of a core that this process takes meanwhile. */
async function cpuWithin({ from, to }) {
  await delay(from - now());
  const before = process.cpuUsage();
  const startedAt = now();
  await delay(to - now());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (now() - startedAt);
}

/** The share of a core that Redis takes meanwhile. */
async function redisWithin({ from, to }, { name, redisPort }) {
  if (!THROUGH_REDIS.has(name)) return undefined;
  const client = await createClient({ url: `redis://127.0.0.1:${redisPort}` }).connect();
  const cpu = async () => {
    const info = await client.info('cpu');
    return ['sys', 'user'].reduce((sum, kind) => sum + Number(info.match(`used_cpu_${kind}:([\\d.]+)`)[1]), 0);
  };
  await delay(from - now());
  const [before, startedAt] = [await cpu(), now()];
  await delay(to - now());
  const share = ((await cpu()) - before) / ((now() - startedAt) / 1000);
  client.destroy();
  return share;
}

/** All models in one: each answer has a word every 20 ms, and all of them spread evenly over these. */
class Clock {
  #turn = 0;
  #pushes = [];
  #words;
  #ends = [];
  #startedAt = now();
  #timer = setInterval(() => this.#tick(), 1);

  constructor(answers) {
    this.#words = new Uint32Array(answers);
  }

  feed(answer, push) {
    this.#pushes[answer] = push;
    return new Promise((resolve) => this.#ends.push(resolve));
  }

  stop() {
    clearInterval(this.#timer);
    for (const end of this.#ends) end();
  }

  /** One millisecond after another, so that a late tick does what it owes. */
  #tick() {
    const due = Math.floor(now() - this.#startedAt);
    for (; this.#turn < due; this.#turn++) {
      for (let i = this.#turn % PAUSE_MS; i < this.#words.length; i += PAUSE_MS) {
        this.#pushes[i]?.(`${this.#words[i]++} ${now().toFixed(2)}`);
      }
    }
  }
}

/** When pieces arrived that were sent within a window; each answer's have to come one after another. */
class Arrivals {
  #next;
  #times = [];
  #isWrong = false;

  constructor(answers) {
    this.#next = new Uint32Array(answers);
  }

  take(answer, piece) {
    const [number, sentAt] = piece.split(' ').map(Number);
    if (number !== this.#next[answer]++) this.#isWrong = true;
    this.#times.push(sentAt, now() - sentAt);
  }

  within({ from, to }) {
    const waits = [];
    for (let i = 0; i < this.#times.length; i += 2) {
      if (this.#times[i] >= from && this.#times[i] < to) waits.push(this.#times[i + 1]);
    }
    waits.sort((a, b) => a - b);
    const at = (share) => waits[Math.floor(waits.length * share)];
    return { wrong: this.#isWrong || waits.length === 0, count: waits.length, p50: at(0.5), p95: at(0.95) };
  }
}

export async function measure(bench) {
  const windowMs = bench.quick ? 2000 : 5000;
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 3);
  bench.print(
    `Each answer has a word every ${PAUSE_MS} ms. Its server's process writes it and reads it itself; a second reader`,
  );
  bench.print(
    'follows it, through Redis in a process of its own. Milliseconds from the word to its reader, and the share of a',
  );
  bench.print(
    `core that each process takes, over ${windowMs} ms; medians of ${rounds} rounds. "pace": the share of the words due.`,
  );
  const redis = await startRedis();
  if (!redis) bench.print('\nThrough Redis nothing is measured: redis-server is not installed.');
  const names = bench.contestants(Object.keys(CONTESTANTS)).filter((name) => redis || !THROUGH_REDIS.has(name));
  for (const answers of bench.options.sizes?.map(Number) ?? ANSWERS) {
    const samples = new Map(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const settings = { name, answers, windowMs, redisPort: redis?.port, run: crypto.randomUUID() };
        samples.get(name).push(await bench.run(name, 'relay', settings));
      }
    }
    bench.table(
      `${answers} answers`,
      ['', 'own p50', 'p95', 'second p50', 'p95', 'writer CPU', 'over no log', 'reader CPU', 'Redis CPU', 'pace'],
      names.map((name) => row(bench, name, samples)),
    );
  }
  redis?.stop();
}

const percent = (value) => value !== undefined && `${Math.round(value * 100)} %`;

function row(bench, name, samples) {
  const own = samples.get(name);
  const fault = bench.faultOf(own);
  if (fault) return [CONTESTANTS[name], fault];
  const median = (figure) => bench.median(own.map(figure).filter((value) => value !== undefined));
  const ms = (figure) => median(figure)?.toFixed(1);
  const cpu = median(({ cpu: share }) => share);
  const direct = samples.get('relay-direct');
  const without = direct && !bench.faultOf(direct) && bench.median(direct.map(({ cpu: share }) => share));
  return [
    CONTESTANTS[name],
    ms(({ p50 }) => p50),
    ms(({ p95 }) => p95),
    ms(({ follower }) => follower?.p50) ?? '',
    ms(({ follower }) => follower?.p95) ?? '',
    percent(cpu),
    without ? percent(cpu - without) : '',
    percent(median(({ follower }) => follower?.cpu)) || '',
    percent(median(({ redis }) => redis)) || '',
    percent(median(({ count, due }) => count / due)),
  ];
}
