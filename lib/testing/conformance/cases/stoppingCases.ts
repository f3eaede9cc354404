import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type Observable, Subject, takeUntil } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ChunkStream } from '../../../chunk/ChunkStream.ts';
import { toText } from '../../../chunk/toText.ts';
import { toAsyncIterable } from '../../../rx/toAsyncIterable.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectError } from '../kit/expectations.ts';
import type { Rig } from '../kit/Rig.ts';
import { turns } from '../kit/turns.ts';
import { watchedController } from '../kit/watchedController.ts';

/** The state of an answer when it is stopped. */
interface State {
  readonly answer: (response: ServerResponse, rig: Rig) => unknown;
  /** How many pieces of text the client has received. */
  readonly texts: number;
  /** Whether the client has received the headers. */
  readonly headers: boolean;
}

const STATES: Readonly<Record<string, State>> = {
  'before the headers': { texts: 0, headers: false, answer: () => undefined },
  'silent before content': {
    texts: 0,
    headers: true,
    answer: (response, { sample }) => startStream(response, sample.contentType).write(sample.silence),
  },
  'silent after content': {
    texts: 1,
    headers: true,
    answer: (response, { sample: { contentType, begin, text } }) =>
      startStream(response, contentType).write(begin + text('one')),
  },
  talking: { texts: 3, headers: true, answer: (response, rig) => talk(response, rig) },
  'in the middle of a frame': {
    texts: 1,
    headers: true,
    answer: (response, rig) => {
      const { contentType, begin, text } = rig.sample;
      startStream(response, contentType).write(begin + text('one'));
      response.write(rig.halfFrame());
    },
  },
  compressed: {
    texts: 0,
    headers: true,
    answer: (response, { sample }) => {
      response.setHeader('content-encoding', 'gzip');
      startStream(response, sample.contentType);
    },
  },
  'in the body of a refusal': {
    texts: 0,
    headers: true,
    answer: (response) => {
      response.writeHead(500);
      response.write('some');
    },
  },
};

interface Started {
  readonly answer$: ChunkStream;
  readonly controller: AbortController;
  readonly progress: Progress;
  readonly state: State;
  readonly rig: Rig;
}

/** Starts an answer, waits for its state, and stops it. Settles once the consumer has nothing more to wait for. */
type Way = (started: Started) => Promise<void>;

const WAYS: Readonly<Record<string, Way>> = {
  async unsubscribe(started) {
    const more: unknown[] = [];
    const subscription = started.answer$.subscribe({
      next: ({ type }) => type === 'text' && started.progress.onText(),
      error: (error: unknown) => more.push(error),
      complete: () => more.push('a completion'),
    });
    await inState(started);
    subscription.unsubscribe();
    await turns(3);
    assert.deepEqual(more, [], 'who has unsubscribed hears nothing more');
  },

  async 'an operator that unsubscribes'(started) {
    const stop$ = new Subject<void>();
    const ended = new Promise<void>((resolve, reject) => {
      const text$: Observable<string> = started.answer$.pipe(toText(), takeUntil(stop$));
      text$.subscribe({ next: started.progress.onText, error: reject, complete: resolve });
    });
    await inState(started);
    stop$.next();
    await ended;
  },

  async 'return() while next() is pending'(started) {
    const iterator = started.answer$[Symbol.asyncIterator]();
    await readTexts(iterator, started);
    const pending = heard(iterator.next());
    await inState(started);
    assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
    await pending;
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  },

  async 'throw() while next() is pending'(started) {
    const iterator = started.answer$[Symbol.asyncIterator]();
    await readTexts(iterator, started);
    const pending = heard(iterator.next());
    await inState(started);
    const mine = new Error('mine');
    assert.equal(await iterator.throw?.(mine).catch((error: unknown) => error), mine);
    await pending;
  },

  async break(started) {
    const { state, progress } = started;
    if (state.texts === 0) return WAYS['return() while next() is pending']?.(started);
    let seen = 0;
    for await (const piece of toAsyncIterable(started.answer$.pipe(toText()))) {
      assert.equal(typeof piece, 'string');
      progress.onText();
      if (++seen === state.texts) break;
    }
    return undefined;
  },

  async 'an AbortSignal'(started) {
    const ended = new Promise<unknown>((resolve) => {
      started.answer$.subscribe({
        next: ({ type }) => type === 'text' && started.progress.onText(),
        error: resolve,
        complete: () => resolve(undefined),
      });
    });
    await inState(started);
    const reason = { why: 'stop was pressed' };
    started.controller.abort(reason);
    const contentReceived = started.state.texts > 0;
    expectError(await ended, { name: 'AbortError', reason, retryable: false, contentReceived });
  },
};

/** Stopping closes the socket, in any state and however it is stopped. */
export const stoppingCases = (define: Define): readonly ConformanceCase[] => [
  ...Object.entries(STATES).flatMap(([where, state]) =>
    Object.entries(WAYS).map(([by, stop]) =>
      define(
        `stopping: ${where}, by ${by}`,
        'An answer that is no longer read costs nothing: its socket is closed, and no listener stays on the signal.',
        async (rig) => {
          rig.server.answer = (response) => state.answer(response, rig);
          const progress = new Progress();
          const { controller, listeners } = watchedController();
          const provider = rig.provider({ onResponse: progress.onResponse });
          const answer$ = provider.stream(rig.request(provider, { signal: controller.signal }));
          await stop({ answer$, controller, progress, state, rig });
          await rig.released();
          assert.equal(listeners(), 0, 'listeners stay on the signal');
        },
      ),
    ),
  ),

  define('stopping: in the same tick sends nothing', 'Stopping at once sends nothing.', async (rig) => {
    const provider = rig.provider();
    const { controller, listeners } = watchedController();
    const answer$ = provider.stream(rig.request(provider, { signal: controller.signal }));
    answer$.subscribe({ error: () => undefined }).unsubscribe();
    const iterator = answer$[Symbol.asyncIterator]();
    assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
    let error: unknown;
    answer$.subscribe({ error: (raised: unknown) => (error = raised) });
    controller.abort('early');
    expectError(error, { name: 'AbortError', reason: 'early' });
    answer$.subscribe({ error: (raised: unknown) => (error = raised) });
    await turns();
    assert.equal(rig.server.connections, 0);
    assert.equal(listeners(), 0, 'listeners stay on the signal');
  }),

  define(
    'stopping: while the consumer is slow',
    'A socket that is paused because nobody reads is closed like any other.',
    async (rig) => {
      rig.server.answer = (response) => talk(response, rig);
      const { controller, listeners } = watchedController();
      const provider = rig.provider();
      const answer$ = provider.stream(rig.request(provider, { signal: controller.signal }));
      const stops: readonly ((iterator: AsyncIterator<Chunk>) => unknown)[] = [
        (iterator) => iterator.return?.(),
        (iterator) => iterator.throw?.(new Error('mine')).catch(() => undefined),
        () => controller.abort(),
      ];
      for (const stop of stops) {
        const iterator = answer$[Symbol.asyncIterator]();
        await iterator.next();
        await turns(200);
        await stop(iterator);
        await rig.released();
      }
      assert.equal(listeners(), 0, 'listeners stay on the signal');
    },
  ),

  define(
    'stopping: a signal that many answers share',
    'No listener of an answer that has ended stays on a signal.',
    async (rig) => {
      rig.serve(rig.whole('Hello'));
      const { controller, listeners } = watchedController();
      const provider = rig.provider();
      const answer$ = provider.stream(rig.request(provider, { signal: controller.signal }));
      for (let i = 0; i < 12; i++) {
        let last: Chunk | undefined;
        for await (const chunk of answer$) last = chunk;
        assert.equal(last?.type, 'finish');
      }
      assert.equal(listeners(), 0, 'listeners stay on the signal');
    },
  ),
];

/** Settles when the client has received what its state requires. */
class Progress {
  #texts = 0;
  #headers = false;
  #waiting: (() => void)[] = [];

  readonly onResponse = (): void => {
    this.#headers = true;
    this.#tell();
  };

  readonly onText = (): void => {
    this.#texts++;
    this.#tell();
  };

  async reach({ texts, headers }: State): Promise<void> {
    while (this.#texts < texts || headers !== (headers && this.#headers)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #tell(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** The server has the request, and the client is in the required state. */
async function inState({ rig, progress, state }: Started): Promise<void> {
  await rig.server.requested();
  await progress.reach(state);
}

async function readTexts(iterator: AsyncIterator<Chunk>, { progress, state }: Started): Promise<void> {
  for (let seen = 0; seen < state.texts;) {
    const { value } = (await iterator.next()) as { readonly value?: Chunk };
    if (value?.type !== 'text') continue;
    seen++;
    progress.onText();
  }
}

/** A promise that may reject before anyone waits for it. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function startStream(response: ServerResponse, contentType: string): ServerResponse {
  response.writeHead(200, { 'content-type': contentType });
  response.flushHeaders();
  return response;
}

/** Sends text as long as the client is connected, and no faster than the socket accepts it. */
async function talk(response: ServerResponse, { sample: { contentType, begin, text } }: Rig): Promise<void> {
  startStream(response, contentType).write(begin);
  for (;;) {
    const isGone = await new Promise((resolve) =>
      response.write(text('and'), (error) => setImmediate(() => resolve(Boolean(error)))),
    );
    if (isGone || response.destroyed) return;
  }
}
