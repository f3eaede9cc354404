import { fork } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { kindOf } from './answers.mjs';
import { createAsk } from './ask.mjs';
import { Leftovers, liveBytes } from './Leftovers.mjs';

const TENTHS = 10;
/** No answer takes a second: those that are missing so long after the end of any other never come. */
const HANG_MS = 60_000;

/** Asks so many answers and gives the figures; `problems` is empty if nothing was wrong and nothing is left behind. */
export async function soak({ answers, concurrency, growth, library }) {
  process.env['no_proxy'] = '127.0.0.1';
  const problems = [];
  const onUncaught = (error, origin) => problems.push(`${origin}: ${inspect(error)}`);
  const onWarning = ({ name, message }) => problems.push(`${name}: ${message}`);
  const imported = await import(pathToFileURL(library).href);
  const server = fork(new URL('server.mjs', import.meta.url), { execArgv: [] });
  const [port] = await once(server, 'message');
  const watchdog = startWatchdog();
  process.on('uncaughtException', onUncaught).on('warning', onWarning);
  // The one signal with which a service would stop everything: each answer listens to it, and must not go on listening.
  const { signal } = new AbortController();
  const leftovers = new Leftovers(server, signal);
  const ask = createAsk(imported, `http://127.0.0.1:${port}`, signal);

  const figures = { answers, concurrency, kinds: {}, peakListeners: 0, left: {}, liveBytes: [], problems };
  const startedAt = performance.now();
  try {
    await Promise.race([askAll(), watchdog.hang]);
  } catch (error) {
    problems.push(inspect(error));
  }
  process.off('uncaughtException', onUncaught).off('warning', onWarning);
  watchdog.stop();
  figures.seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const { peak, asked } = await leftovers.askServer();
  server.disconnect();
  findFaults();
  return { ...figures, peakSockets: peak, asked };

  async function askAll() {
    let next = 0;
    for (let tenth = 1; tenth <= TENTHS; tenth++) {
      const until = Math.round((answers * tenth) / TENTHS);
      const worker = async () => {
        while (next < until) await askOne(next++);
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      figures.left = await leftovers.count();
      figures.liveBytes.push(await liveBytes());
      for (const [what, count] of Object.entries(figures.left)) {
        if (count > 0) problems.push(`after ${until} answers: ${count} ${what} left`);
      }
    }
  }

  async function askOne(i) {
    const kind = kindOf(i);
    const answer = ask(i);
    figures.peakListeners = Math.max(figures.peakListeners, getEventListeners(signal, 'abort').length);
    const fault = await answer;
    figures.kinds[kind] = (figures.kinds[kind] ?? 0) + 1;
    if (fault !== undefined) problems.push(`answer ${i} (${kind}): ${fault}`);
    watchdog.refresh();
  }

  function findFaults() {
    // What is cancelled may be so before it is sent.
    for (const [kind, count] of Object.entries(figures.kinds)) {
      if (kind !== 'endless' && asked[kind] !== count) problems.push(`${count} ${kind}, asked ${asked[kind]} times`);
    }
    for (const question of ask.toldTooLate()) problems.push(`${question}: told of a frame behind the end`);
    figures.growthBytes = figures.liveBytes.at(-1) - figures.liveBytes[0];
    if (figures.growthBytes > growth) {
      const perAnswer = Math.round(figures.growthBytes / (answers * (1 - 1 / TENTHS)));
      problems.push(`the heap grew by ${figures.growthBytes} bytes, ${perAnswer} an answer`);
    }
  }
}

function startWatchdog() {
  let refresh, stop;
  const hang = new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer has ended for ${HANG_MS / 1000} s`)), HANG_MS);
    refresh = () => timer.refresh();
    stop = () => clearTimeout(timer);
  });
  return { hang, refresh, stop };
}
