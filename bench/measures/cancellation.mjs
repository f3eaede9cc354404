import { setTimeout as delay } from 'node:timers/promises';

const WARM_UP = 3;

export const title = 'Cancellation: until the server sees its socket close';

/**
 * What the server does when the answer is cancelled, and whether the consumer reads.
 *
 * - `before headers`: 10 ms after the call; not a byte has come.
 * - `silent`: 5 ms behind the only text.
 * - `talking`: in the callback, or the loop's body, of the 20th text; the server sends as fast as it can.
 * - `slow consumer`: the same flood, but the consumer reads one text and then waits for 20 ms.
 */
const STATES = {
  'before headers': { path: 'mute', at: 0, waitMs: 10 },
  silent: { path: 'silent', at: 1, waitMs: 5 },
  talking: { path: 'flood/stable/1/1000000', at: 20 },
  'slow consumer': { path: 'flood/stable/1/1000000', at: 1, waitMs: 20, holds: true },
};

/** Cancels answers one after another: `[state, id, when]` of each, and when it looked whether any socket was left. */
export async function child({ read, ways = { abort: abortRead(read) } }, { url, way, states, answers }) {
  const cancelled = [];
  let number = 0;
  for (const state of states) {
    const { path } = STATES[state];
    // The first few pay for imports and compilation, and may be cancelled before they were sent.
    for (let n = -WARM_UP; n < answers; n++) {
      const id = `id${number++}`;
      const at = await cancelOne(ways[way], STATES[state], `${url}/${path}/${id}/v1`);
      if (n >= 0) cancelled.push([state, id, String(at)]);
      await delay(2);
    }
  }
  await delay(300);
  return { cancelled, lookedAt: String(process.hrtime.bigint()) };
}

/**
 * A way to cancel is a function that reads an answer and gives a function that stops it. It calls `onText` for each text and waits for its
 * promise where it can; on `false` it leaves its loop, if that is its way.
 */
const abortRead = (read) => (baseUrl, onText) => {
  const abort = new AbortController();
  read(baseUrl, onText, abort.signal).catch(() => undefined);
  return () => abort.abort();
};

function cancelOne(way, { at, waitMs, holds = false }, baseUrl) {
  return new Promise((resolve) => {
    let texts = 0;
    const stop = way(baseUrl, onText);
    if (at === 0) setTimeout(cancel, waitMs);

    function onText() {
      if (++texts !== at) return undefined;
      if (waitMs === undefined || way.leavesLoop) return holds ? delay(waitMs).then(cancel) : cancel();
      const cancelledThen = delay(waitMs).then(cancel);
      return holds ? cancelledThen : undefined;
    }

    function cancel() {
      resolve(process.hrtime.bigint());
      stop?.();
      return false;
    }
  });
}

export async function measure(bench) {
  const answers = bench.options.answers ?? (bench.quick ? 5 : 60);
  bench.print(
    `${answers} answers of each kind, one after another; milliseconds from the call to the close that the server sees.`,
  );
  const kinds = [
    ...['raw', 'axios-rxjs', 'eventsource-parser', 'openai', 'ai', 'langchain'].map((name) => [name, 'abort']),
    ...['unsubscribe', 'abort'].map((way) => ['ours', way]),
    ...['break', 'return', 'abort'].map((way) => ['ours-await', way]),
  ].filter(([name]) => bench.contestants(bench.quick ? ['raw', 'ours', 'ours-await'] : undefined).includes(name));
  const rows = [];
  const ours = [];
  for (const [name, way] of kinds) {
    const states = statesOf(name, way);
    await bench.server.ask('forget');
    const sample = await bench.run(name, 'cancellation', { way, states, answers });
    const kind = `${bench.titleOf(name)}: ${way}`;
    const fault = bench.faultOf([sample]);
    if (fault) {
      rows.push([kind, fault]);
      continue;
    }
    const answered = closes(sample, await bench.server.ask('closes'));
    for (const state of states) rows.push([kind, state, ...summary(answered.filter((each) => each.state === state))]);
    if (name.startsWith('ours')) ours.push(...answered);
  }
  if (ours.length > 0) {
    const figures = summary(ours);
    rows.push([`rxllm, all ${ours.length}`, '', ...figures]);
    bench.promise('socket closed after cancellation, p99 ms', Number(figures[1]), 10);
    bench.promise(`sockets left after ${ours.length} cancellations`, figures[3], 0);
  }
  bench.table('Each in its own state', ['', 'state', 'p50 ms', 'p99 ms', 'most ms', 'sockets left'], rows);
}

/** Only an iterator can be slow, and only the body of a loop can break. */
function statesOf(name, way) {
  return Object.keys(STATES).filter(
    (state) => (state !== 'slow consumer' || name === 'ours-await') && (state !== 'before headers' || way !== 'break'),
  );
}

/** `closedAt` has null for the sockets that are still open, and nothing for a request that never came. */
function closes({ cancelled, lookedAt }, closedAt) {
  return cancelled.map(([state, id, cancelledAt]) => {
    const at = closedAt[id];
    if (at === undefined) return { state, left: 0 };
    if (at === null || BigInt(at) > BigInt(lookedAt)) return { state, left: 1 };
    return { state, left: 0, latency: Number(BigInt(at) - BigInt(cancelledAt)) / 1e6 };
  });
}

function summary(answered) {
  const sorted = answered.map(({ latency }) => latency).filter((latency) => latency !== undefined);
  sorted.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]?.toFixed(2);
  return [at(0.5), at(0.99), at(1), answered.reduce((sum, { left }) => sum + left, 0)];
}
