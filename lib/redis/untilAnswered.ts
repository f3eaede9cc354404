import { ConnectionError } from '../errors/ConnectionError.ts';
import { toDelay } from '../rx/toDelay.ts';

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;
const TRIES_WITHOUT_REPLY = 3;

/** Words of a server that is not ready: it may be when it is asked again. */
const NOT_READY: ReadonlySet<string> = new Set([
  'BUSY',
  'CLUSTERDOWN',
  'LOADING',
  'MASTERDOWN',
  'MISCONF',
  'NOREPLICAS',
  'OOM',
  'READONLY',
  'TRYAGAIN',
]);

/**
 * Asks Redis until it answers: a connection that is lost, a reply that does not come and a server that is not ready are no answers. The attempt
 * has to be one that may be made twice.
 *
 * Rejects with what the attempt rejects with, but for what `unlessRefused` marks: then with a `ConnectionError`, when the time is over.
 *
 * @param tries how often it is made within its time where nothing is heard of it
 */
export async function untilAnswered<T>(
  attempt: () => Promise<T>,
  limitMs: number,
  tries: number = TRIES_WITHOUT_REPLY,
): Promise<T> {
  const endsAt = performance.now() + limitMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const leftMs = endsAt - performance.now();
    try {
      return await within(attempt(), Math.min(leftMs, limitMs / tries));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (performance.now() + waitMs >= endsAt) throw toConnectionError(error.cause);
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** What a client rejects with: as it is where Redis said so, for good; marked where it is no answer. */
export async function unlessRefused<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isRefusal(error) ? error : new NoAnswer(error);
  }
}

/** The promise, or a rejection after so long. */
function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer({ code: 'ETIMEDOUT' })), toDelay(milliseconds));
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('Redis gave no answer', { cause });
  }
}

/** Redis's own errors begin with a word in capitals, which no error of a socket does. */
function isRefusal(error: unknown): boolean {
  const word = /^([A-Z]{2,}) /.exec(messageOf(error))?.[1];
  return word !== undefined && !NOT_READY.has(word);
}

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

/** Of a client's own error only what is safe to keep: it may hold the command. */
function toConnectionError(error: unknown): ConnectionError {
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return new ConnectionError(typeof code === 'string' ? code : 'REDIS', {
    ...(typeof name === 'string' && { name }),
    ...(typeof code === 'string' && { code }),
  });
}
