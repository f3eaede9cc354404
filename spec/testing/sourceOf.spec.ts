import { assert } from 'chai';
import { right } from 'fp-ts/lib/Either.js';
import { concat, map, NEVER, type Observable, of, take, tap, throwError } from 'rxjs';
import {
  AbortError,
  type ChatRequest,
  type Chunk,
  ChunkStream,
  ConnectionError,
  failover,
  InvalidRequestError,
  retryRequest,
  toAsyncIterable,
  toText,
} from '../../lib/index.ts';
import { bodyBytes } from '../../lib/http/body/bodyBytes.ts';
import { sourceOf } from '../../lib/testing/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';

const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }] };
const values = {
  s: { type: 'start' },
  a: { type: 'text', choice: 0, text: 'Hel' },
  b: { type: 'text', choice: 0, text: 'lo' },
  f: { type: 'finish', choice: 0, reason: 'stop' },
} satisfies Readonly<Record<string, Chunk>>;
const eithers = { s: right(values.s), a: right(values.a), b: right(values.b), f: right(values.f) };

describe('sourceOf', () => {
  it('refuses an option that does not exist', () => {
    assert.throws(() => sourceOf(of(), { nam: 'x' } as {}), InvalidRequestError, 'the nearest is "name"');
  });

  it('answers with the given chunks, when they come', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const chunks = cold('    --s-a--b-(f|)', values);
      const subscription = '   ^--------!   ';
      const expected = '       --s-a--b-(f|)';
      expectObservable(sourceOf(chunks).stream(request)).toBe(expected, values);
      expectSubscriptions(chunks.subscriptions).toBe(subscription);
    });
  });

  it('wraps the same chunks for streamEither', () => {
    runMarbles(({ cold, expectObservable }) => {
      const chunks = cold('    --s-a--b-(f|)', values);
      const expected = '       --s-a--b-(f|)';
      expectObservable(sourceOf(chunks).streamEither(request)).toBe(expected, eithers);
    });
  });

  it('is cold: nothing is subscribed before, and each subscription is one of its own', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const chunks = cold('    -s-a-(f|)   ', values);
      const first = '          ^----!      ';
      const second = '         ---^----!   ';
      const expected = '       -s-a-(f|)   ';
      const later = '          ----s-a-(f|)';
      const answer = sourceOf(chunks).stream(request);
      expectObservable(answer).toBe(expected, values);
      expectObservable(answer, '---^').toBe(later, values);
      expectSubscriptions(chunks.subscriptions).toBe([first, second]);
    });
  });

  it('lets an unsubscription reach the given chunks', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const chunks = cold('    --s-a--b-(f|)', values);
      const subscription = '   ^----!       ';
      const expected = '       --s-a-       ';
      const source = sourceOf(chunks);
      expectObservable(source.stream(request), subscription).toBe(expected, values);
      expectObservable(source.streamEither(request), subscription).toBe(expected, eithers);
      expectSubscriptions(chunks.subscriptions).toBe([subscription, subscription]);
    });
  });

  it('is unsubscribed where an operator behind it has enough', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const chunks = cold('    --s-a--b-(f|)', values);
      const subscription = '   ^---!        ';
      const expected = '       ----(t|)     ';
      const text = sourceOf(chunks).stream(request).pipe(toText(), take(1));
      expectObservable(text).toBe(expected, { t: 'Hel' });
      expectSubscriptions(chunks.subscriptions).toBe(subscription);
    });
  });

  it('passes an error on unchanged', () => {
    runMarbles(({ cold, expectObservable }) => {
      const error = new TypeError('of the test');
      const chunks = cold('    --s-a-#', values, error);
      const expected = '       --s-a-#';
      expectObservable(sourceOf(chunks).stream(request)).toBe(expected, values, error);
      expectObservable(sourceOf(chunks).streamEither(request)).toBe(expected, eithers, error);
    });
  });

  it('tells an error of the library its provider, and whether content had come', async () => {
    const lost = new ConnectionError('ECONNRESET');
    const failing = throwError(() => lost);

    const early = await errorOf(sourceOf(concat(of(values.s), failing), { name: 'mine' }).stream(request));
    assert.deepInclude(early, { name: 'ConnectionError', provider: 'mine', contentReceived: false });

    const late = await errorOf(sourceOf(concat(of(values.s, values.a), failing)).stream(request));
    assert.deepInclude(late, { name: 'ConnectionError', contentReceived: true });
    assert.strictEqual<unknown>(late, lost);
  });

  it('asks a function for each subscription, with the request', () => {
    const asked: ChatRequest[] = [];
    const source = sourceOf((given) => {
      asked.push(given);
      return NEVER;
    });
    const answer = source.stream(request);
    const either = source.streamEither({ ...request, model: 'other' });
    assert.deepEqual(asked, []);
    answer.subscribe().unsubscribe();
    answer.subscribe().unsubscribe();
    either.subscribe().unsubscribe();
    assert.deepEqual(asked, [request, request, { ...request, model: 'other' }]);
  });

  it('raises what the function throws as an error notification', async () => {
    const mistake = new TypeError('of the test');
    const source = sourceOf(() => {
      throw mistake;
    });
    assert.deepEqual(await outcomeOf(source.stream(request)), { values: [], error: mistake, completed: false });
    assert.deepEqual(await outcomeOf(source.streamEither(request)), { values: [], error: mistake, completed: false });
  });

  it('refuses a request that does not decode, as an error notification, and asks for nothing', async () => {
    let asked = 0;
    const source = sourceOf(() => {
      asked++;
      return of(values.f);
    });
    const wrong = { messages: [{ role: 'robot', content: 'Hello' }] } as unknown as ChatRequest;
    for (const bad of [wrong, undefined as unknown as ChatRequest]) {
      const error = await errorOf(source.stream(bad));
      assert.instanceOf(error, InvalidRequestError);
      assert.equal(error['provider'], 'sourceOf');
      assert.instanceOf(await errorOf(source.streamEither(bad)), InvalidRequestError);
    }
    assert.equal(asked, 0);
  });

  it('ends when the signal is aborted, and unsubscribes', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const controller = new AbortController();
      const chunks = cold('    --s-a--b-(f|)', values);
      const aborted = cold('   -----x       ');
      const subscription = '   ^----!       ';
      const expected = '       --s-a#       ';
      const error = new AbortError('enough', { provider: 'sourceOf', contentReceived: true });
      aborted.subscribe(() => controller.abort('enough'));
      expectObservable(sourceOf(chunks).stream({ ...request, signal: controller.signal })).toBe(
        expected,
        values,
        error,
      );
      expectSubscriptions(chunks.subscriptions).toBe(subscription);
    });
  });

  it('ends at once where the signal was aborted before', async () => {
    const { values: chunks, error } = await outcomeOf(
      sourceOf(NEVER).stream({ ...request, signal: AbortSignal.abort('no') }),
    );
    assert.deepEqual(chunks, []);
    assert.instanceOf(error, AbortError);
  });

  it('gives a ChunkStream, to be read with for await', async () => {
    const answer = sourceOf(of(values.s, values.a, values.b, values.f)).stream(request);
    const read: Chunk[] = [];
    for await (const chunk of answer) read.push(chunk);
    assert.instanceOf(answer, ChunkStream);
    assert.deepEqual(read, [values.s, values.a, values.b, values.f]);
  });

  it('has the name that it is given', () => {
    assert.equal(sourceOf(NEVER, { name: 'mine' }).name, 'mine');
    assert.equal(sourceOf(NEVER).name, 'sourceOf');
  });

  it('lets a consumer that stops reading pause what the chunks are made of', async () => {
    const endless = pausable();
    const chunks$ = bodyBytes(endless.body).pipe(map(() => values.a));
    const source = sourceOf(chunks$);
    for (const stream of [
      source.stream(request),
      source.streamEither(request),
      source.stream(request).pipe(toText()),
    ]) {
      const iterator = toAsyncIterable<unknown>(stream, { highWaterMark: 2 })[Symbol.asyncIterator]();
      const first = iterator.next();
      for (let i = 0; i < 4; i++) endless.emit();
      await first;
      assert.isTrue(endless.isPaused());
      await iterator.return?.();
      endless.reset();
    }
  });

  it('can be composed: failover asks the next', () => {
    runMarbles(({ cold, expectObservable }) => {
      const lost = cold('      --#          ', values, new ConnectionError('ECONNRESET'));
      const good = cold('        -s-a-----(f|)', values);
      const expected = '       -----(sa)--(f|)';
      expectObservable(failover([sourceOf(lost), sourceOf(good)]).stream(request)).toBe(expected, values);
    });
  });

  it('can be asked again after a failure', async () => {
    let tries = 0;
    const flaky = sourceOf((): Observable<Chunk> => {
      tries++;
      return tries < 3 ? throwError(() => new ConnectionError('ECONNRESET')) : of(values.s, values.a, values.f);
    });
    const answer = flaky.stream(request).pipe(retryRequest({ baseDelayMs: 0 }), toText());
    assert.deepEqual(await outcomeOf(answer), { values: ['Hel'], completed: true });
    assert.equal(tries, 3);
  });

  it('ends the wait for another try with the signal', async () => {
    const controller = new AbortController();
    const lost = sourceOf(
      throwError(() => new ConnectionError('ECONNRESET')).pipe(
        tap({ error: () => setImmediate(() => controller.abort()) }),
      ),
    );
    const answer = lost.stream({ ...request, signal: controller.signal });
    const waiting = answer.pipe(retryRequest({ baseDelayMs: 1e9, maxDelayMs: 1e9 }));
    assert.instanceOf(await errorOf(waiting), AbortError);
  });
});

/** A body like Node's, that tells whether it was asked to pause. */
function pausable(): { body: unknown; emit(): void; isPaused(): boolean; reset(): void } {
  let listeners: ((bytes: Uint8Array) => void)[] = [];
  let paused = false;
  return {
    body: {
      on: (event: string, listener: () => void) => event === 'data' && listeners.push(listener),
      pause: () => (paused = true),
      resume: () => (paused = false),
    },
    emit: () => listeners.forEach((listener) => listener(new Uint8Array(1))),
    isPaused: () => paused,
    reset: () => {
      listeners = [];
      paused = false;
    },
  };
}
