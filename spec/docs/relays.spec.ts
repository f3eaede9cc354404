import { once } from 'node:events';
import { createServer, get, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { assert } from 'chai';
import type { Observable } from 'rxjs';
import { openAICompatible, toAsyncIterable, toReadableStream, toText } from '../../lib/index.ts';
import { DONE, text } from '../support/wire.ts';
import { readText } from './readExamples.ts';

type Words = Observable<string>;

/** How an answer gets to a response, as the page writes it. */
const relays: Readonly<Record<string, (events$: Words, response: ServerResponse) => Promise<void> | void>> = {
  '`pipeline(Readable.from(toAsyncIterable(events$)), response)`': (events$, response) =>
    pipeline(Readable.from(toAsyncIterable(events$)), response),
  '`pipeline(Readable.fromWeb(toReadableStream(events$)), response)`': (events$, response) =>
    pipeline(Readable.fromWeb(toReadableStream(events$) as NodeWebStream), response),
  '`toReadableStream(events$).pipeTo(Writable.toWeb(response))`': (events$, response) =>
    toReadableStream(events$).pipeTo(Writable.toWeb(response) as WritableStream),
  "`subscribe`, and `unsubscribe` on the response's `close`": (events$, response) => {
    const subscription = events$.subscribe({ next: (word) => response.write(word), complete: () => response.end() });
    response.on('close', () => subscription.unsubscribe());
  },
  '`pipeline(toAsyncIterable(events$), response)`': (events$, response) => pipeline(toAsyncIterable(events$), response),
  '`pipeline(toReadableStream(events$), response)`': (events$, response) =>
    pipeline(toReadableStream(events$) as NodeWebStream, response),
  '`for await (const event of toAsyncIterable(events$)) response.write(event)`': async (events$, response) => {
    for await (const event of toAsyncIterable(events$)) response.write(event);
  },
  '`Readable.from(toAsyncIterable(events$)).pipe(response)`': (events$, response) =>
    void Readable.from(toAsyncIterable(events$)).pipe(response),
};

describe('docs/back-pressure.md: when a client leaves a silent model', () => {
  const rows = new Map(
    [
      ...readText('docs/back-pressure.md').matchAll(
        /^\| (.+response.+) \| (at once|at the model's next word|at the answer's end|never)/gm,
      ),
    ].map(([, relay = '', when = '']) => [relay, when]),
  );

  it('the page lists what is tried here', () => {
    assert.deepEqual([...rows.keys()], Object.keys(relays));
  });

  for (const [name, relay] of Object.entries(relays)) {
    it(`${name} closes the model's socket ${rows.get(name)}`, async () => {
      const model = await SilentModel.start();
      const provider = openAICompatible({ baseUrl: model.url, defaultModel: 'silent' });
      const front = createServer((_request, response) => {
        response.on('close', () => front.emit('left'));
        const answer$ = provider.stream({ messages: [{ role: 'user', content: 'Hello' }] });
        Promise.resolve(relay(answer$.pipe(toText()), response)).catch(() => undefined);
      });
      try {
        const left = once(front, 'left');
        await leaveAfterFirstWord(await listen(front));
        await left;
        if (rows.get(name) !== 'at once') {
          assert.isFalse(await model.closedWithin(200));
          model.speak();
        }
        // What comes is waited for as long as the test may take; what does not, for a moment.
        if (rows.get(name) !== 'at once' && rows.get(name) !== "at the model's next word") {
          assert.isFalse(await model.closedWithin(200));
          if (rows.get(name) === 'never') return;
          model.end();
        }
        await model.closed;
      } finally {
        front.closeAllConnections();
        front.close();
        model.stop();
      }
    });
  }
});

/** Says one word, and another when it is told to. */
class SilentModel {
  readonly #server: Server;
  /** Fulfilled once its answer's socket is closed. */
  readonly closed: Promise<true>;
  #response: ServerResponse | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      request.resume();
      this.#response = response;
      response.on('close', () => this.#server.emit('answered'));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      this.speak();
    });
    this.closed = once(this.#server, 'answered').then(() => true);
  }

  static async start(): Promise<SilentModel> {
    const model = new SilentModel();
    await listen(model.#server);
    return model;
  }

  get url(): string {
    return urlOf(this.#server);
  }

  speak(): void {
    this.#response?.write(text('Hi'));
  }

  end(): void {
    this.#response?.end(DONE);
  }

  closedWithin(milliseconds: number): Promise<boolean> {
    return Promise.race([this.closed, new Promise<false>((resolve) => setTimeout(() => resolve(false), milliseconds))]);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return urlOf(server);
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function leaveAfterFirstWord(url: string): Promise<void> {
  const request = get(url);
  const [response] = (await once(request, 'response')) as [Readable];
  await once(response, 'data');
  response.on('error', () => undefined);
  response.destroy();
}
