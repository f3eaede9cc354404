import { getEventListeners, once } from 'node:events';
import { globalAgent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A socket that is closed here is closed at the server a moment later: so often we look again for something to go. */
const PATIENCE = 20;
const BETWEEN_LOOKS_MS = 20;
const ALWAYS_SHOWN = new Set(['timers', 'listeners']);

/** Counts what answers leave behind, here and at the server. */
export class Leftovers {
  #server;
  #signal;
  #before;

  constructor(server, signal) {
    this.#server = server;
    this.#signal = signal;
    this.#before = this.#countHere();
  }

  /** What there is that was not there at the beginning, once it gets no less. */
  async count() {
    let left = await this.#look();
    for (let vain = 0; vain < PATIENCE && sum(left) > 0; vain++) {
      await delay(BETWEEN_LOOKS_MS);
      const before = sum(left);
      left = await this.#look();
      if (sum(left) < before) vain = 0;
    }
    return left;
  }

  async #look() {
    closeIdleConnections();
    const { open } = await this.askServer();
    return { sockets: open, ...this.#countMore() };
  }

  #countMore() {
    const more = Object.entries(this.#countHere()).map(([what, count]) => [what, count - (this.#before[what] ?? 0)]);
    return Object.fromEntries(more.filter(([what, count]) => count > 0 || ALWAYS_SHOWN.has(what)));
  }

  /** Timers and listeners, and whatever else may keep a process alive. */
  #countHere() {
    const counts = { timers: 0, listeners: getEventListeners(this.#signal, 'abort').length };
    for (const name of process.eventNames()) counts.listeners += process.listenerCount(name);
    for (const resource of process.getActiveResourcesInfo()) {
      const what = resource === 'Timeout' ? 'timers' : resource;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts;
  }

  /** How many sockets are `open`, how many were at the `peak`, and how often each kind of answer was `asked`. */
  async askServer() {
    this.#server.send('count');
    const [counts] = await once(this.#server, 'message');
    return counts;
  }
}

/** A connection that waits in Node's agent for the next answer is not left behind: any other one is. */
function closeIdleConnections() {
  for (const socket of Object.values(globalAgent.freeSockets).flat()) socket.destroy();
}

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** What is in use, buffers included, when all that can be thrown away has been. */
export async function liveBytes() {
  for (let i = 0; i < 2; i++) {
    await delay(20);
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
