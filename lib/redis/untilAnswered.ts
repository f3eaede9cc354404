import { Subscription } from 'rxjs';
import { ConnectionError } from '../errors/ConnectionError.ts';
import { toDelay } from '../rx/toDelay.ts';

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;
const TRIES_WITHOUT_REPLY = 3;
/** The code for a caller that has left. */
const LEFT = 'ECANCELED';

/** Errors of a server that is not ready, but may be at the next attempt. */
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

/** How long Redis is asked, and on whose behalf. */
export interface AskOptions {
  readonly limitMs: number;
  /** How many attempts are made within the time if there is no reply. @default 3 */
  readonly tries?: number | undefined;
  /** On whose behalf Redis is asked. Once it has left, there are no further attempts. */
  readonly asker?: Subscription | undefined;
}

/**
 * Asks Redis until it replies: a lost connection, a missing reply and a server that is not ready do not count as replies. The attempt must
 * be safe to make twice.
 *
 * Rejects with the error of the attempt, unless `unlessRefused` has marked it; then with a `ConnectionError`, when the time is over or the
 * asker has left.
 */
export async function untilAnswered<T>(
  attempt: () => Promise<T>,
  { limitMs, tries = TRIES_WITHOUT_REPLY, asker = new Subscription() }: AskOptions,
): Promise<T> {
  const endsAt = performance.now() + limitMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const leftMs = endsAt - performance.now();
    try {
      return await within(attempt(), Math.min(leftMs, limitMs / tries), asker);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (asker.closed || performance.now() + waitMs >= endsAt) throw toConnectionError(error.cause);
    }
    await pause(waitMs, asker);
    if (asker.closed) throw new ConnectionError(LEFT);
  }
}

/** The error with which a client rejects: unchanged if it is a final reply of Redis, marked if it is not a reply. */
export async function unlessRefused<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isRefusal(error) ? error : new NoAnswer(error);
  }
}

/** The promise, or a rejection after this time or when the asker leaves. */
function within<T>(promise: Promise<T>, milliseconds: number, asker: Subscription): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(late);
      asker.remove(leave);
    };
    const giveUp = (code: string): void => {
      end();
      reject(new NoAnswer({ code }));
    };
    const leave = (): void => giveUp(LEFT);
    const late = setTimeout(() => giveUp('ETIMEDOUT'), toDelay(milliseconds));
    asker.add(leave);
    promise.finally(end).then(resolve, reject);
  });
}

/** Waits for this time, or until the asker leaves. */
function pause(milliseconds: number, asker: Subscription): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      asker.remove(end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    asker.add(end);
  });
}

class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('Redis did not answer', { cause });
  }
}

/** Redis's own errors begin with a word in capitals; socket errors do not. */
function isRefusal(error: unknown): boolean {
  const word = /^([A-Z]{2,}) /.exec(messageOf(error))?.[1];
  return word !== undefined && !NOT_READY.has(word);
}

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

/** Keeps only the safe part of a client's own error, which may contain the command. */
function toConnectionError(error: unknown): ConnectionError {
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return new ConnectionError(typeof code === 'string' ? code : 'REDIS', {
    ...(typeof name === 'string' && { name }),
    ...(typeof code === 'string' && { code }),
  });
}
