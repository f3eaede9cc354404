import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { defer, lastValueFrom, tap } from 'rxjs';
import { badFramesOf, kindOf, lengthOf, questionOf, SHORT, WORDS_BEFORE_CUT, wordsOf } from './answers.mjs';

/** How many texts of an answer are enough. */
const MOMENTS = [0, 1, SHORT];

/**
 * Gives a function that asks the i-th question, by each source in turn, reads the answer in each way in turn, or cancels it in each
 * way in turn, and says what was wrong with it, if anything was. Eight hundred in a row have all that can be combined.
 *
 * @param signal would stop all answers, as when a service shuts down
 */
export function createAsk(library, baseUrl, signal) {
  const toldOf = new Map();
  const onMalformed = ({ reason, data, index }) => {
    const question = /question \d+/.exec(data)[0];
    toldOf.set(question, [...(toldOf.get(question) ?? []), { reason, data, index }]);
  };
  const provider = library.openAICompatible({ baseUrl, onMalformed });
  const sources = SOURCES.map((sourceOf) => sourceOf(library, provider));

  async function ask(i) {
    const source = sources[Math.floor(i / 40) % sources.length];
    const content = questionOf(i);
    const request = { model: kindOf(i), messages: [{ role: 'user', content }], maxTokens: lengthOf(i), signal };
    if (request.model === 'endless') {
      return CANCELS[Math.floor(i / 10) % CANCELS.length](library, source, request, momentOf(i));
    }
    const read = WAYS[Math.floor(i / 10) % WAYS.length];
    const outcome = await read(library, source, request);
    const bad = outcome.bad ?? toldOf.get(content) ?? [];
    toldOf.delete(content);
    return faultOf(i, { ...outcome, bad });
  }

  /** What was told of an answer behind its end. */
  ask.toldTooLate = () => [...toldOf.keys()];
  return ask;
}

function faultOf(i, { text, error, bad }) {
  const kind = kindOf(i);
  const expected = kind === 'malformed' ? badFramesOf(questionOf(i)) : [];
  if (!isDeepStrictEqual(bad, expected)) return `not the malformed frames that were sent: ${JSON.stringify(bad)}`;
  const words = wordsOf(questionOf(i), lengthOf(i));
  const whole = words.join('');
  if (kind === 'cut' || kind === 'reset') {
    if (error?.name !== 'IncompleteAnswerError') return String(error ?? 'no error');
    const least = words.slice(0, WORDS_BEFORE_CUT).join('');
    return whole.startsWith(text) && text.startsWith(least) ? undefined : `not what was sent: ${text}`;
  }
  if (error !== undefined) return String(error);
  return text === whole ? undefined : `not what was sent: ${text}`;
}

// Whom to ask.

const SOURCES = [
  (_library, provider) => provider,
  ({ failover }, provider) => failover([{ source: provider, model: 'refused' }, provider]),
  ({ hedge }, provider) => hedge([{ source: provider, model: 'silent' }, provider], { delayMs: 2 }),
  retrying,
];

/** Is refused at first. */
function retrying({ ChunkStream, retryRequest }, provider) {
  const ask = (method, request) =>
    defer(() => {
      let tries = 0;
      const once = defer(() => provider[method](tries++ === 0 ? { ...request, model: 'refused' } : request));
      return once.pipe(retryRequest({ baseDelayMs: 2 }));
    });
  return {
    name: 'retrying',
    stream: (request) => ChunkStream.from(ask('stream', request)),
    streamEither: (request) => ask('streamEither', request),
  };
}

// Ways to read an answer: each gives its text, the error that it ended with, and the malformed frames if it is shown them.

const WAYS = [
  async function bySubscribing({ toText }, source, request) {
    const { values, error } = await outcomeOf(source.stream(request).pipe(toText()));
    return { text: values.join(''), error };
  },
  async function byEither(_library, source, request) {
    const { values, error } = await outcomeOf(source.streamEither(request));
    return {
      text: textOf(values.filter(isRight).map(({ right }) => right)),
      error,
      bad: values.filter(isLeft).map(({ left: { reason, data, index } }) => ({ reason, data, index })),
    };
  },
  async function byLoop(_library, source, request) {
    const { values, error } = await outcomeOfLoop(source.stream(request));
    return { text: textOf(values), error };
  },
  async function byWebStream({ toReadableStream, toText }, source, request) {
    const { values, error } = await outcomeOfLoop(toReadableStream(source.stream(request).pipe(toText())));
    return { text: values.join(''), error };
  },
  async function bySettling({ settle }, source, request) {
    const settled = await lastValueFrom(source.stream(request).pipe(settle()));
    if (isRight(settled)) return settled.right;
    return { text: settled.left.answer.text, error: settled.left.error };
  },
];

const textOf = (chunks) =>
  chunks
    .filter(({ type }) => type === 'text')
    .map(({ text }) => text)
    .join('');

function outcomeOf(source) {
  return new Promise((resolve) => {
    const values = [];
    source.subscribe({
      next: (value) => values.push(value),
      error: (error) => resolve({ values, error }),
      complete: () => resolve({ values }),
    });
  });
}

async function outcomeOfLoop(iterable) {
  const values = [];
  try {
    for await (const value of iterable) values.push(value);
  } catch (error) {
    return { values, error };
  }
  return { values };
}

// Ways to have enough of one, before it is there, while it talks, or when it has fallen silent.

const CANCELS = [
  function byUnsubscribing(_library, source, request, moment) {
    return new Promise((resolve) => {
      const subscription = source.stream(request).subscribe({
        next: moment.note,
        error: (error) => resolve(String(error)),
        complete: () => resolve('it completed'),
      });
      moment.reached.then(() => {
        subscription.unsubscribe();
        resolve();
      });
    });
  },
  async function byBreak(_library, source, request, moment) {
    for await (const chunk of source.stream(request)) if (moment.note(chunk)) return undefined;
    return 'it completed';
  },
  async function bySignal(_library, source, request, moment) {
    const stop = new AbortController();
    const outcome = outcomeOf(source.stream({ ...request, signal: stop.signal }).pipe(tap(moment.note)));
    await Promise.race([moment.reached, outcome]);
    stop.abort();
    const { error } = await outcome;
    return error?.name === 'AbortError' ? undefined : String(error ?? 'it completed');
  },
  async function byLeavingAnIterator({ toAsyncIterable }, source, request, moment) {
    const iterator = toAsyncIterable(source.stream(request))[Symbol.asyncIterator]();
    const reading = readAll(iterator, moment.note);
    await Promise.race([moment.reached, reading]);
    await iterator.return();
    return reading.then(() => undefined, String);
  },
];

async function readAll(iterator, note) {
  for (let item = await iterator.next(); !item.done; item = await iterator.next()) note(item.value);
}

/** Some milliseconds behind a question, or so many texts. */
function momentOf(i) {
  const texts = MOMENTS[Math.floor(i / 10) % MOMENTS.length];
  let count = 0;
  let reach;
  const reached = texts === 0 ? delay(i % 7) : new Promise((resolve) => (reach = resolve));
  /** Is told of each chunk; says whether the moment has come. */
  const note = ({ type }) => {
    if (type === 'text' && ++count === texts) reach();
    return count >= texts;
  };
  return { reached, note };
}
