import { assert } from 'chai';
import { concatMap, mergeMap, type Observable, type OperatorFunction, Subject, take } from 'rxjs';
import { mapAsync, openAICompatible, toAsyncIterable, toText } from '../../lib/index.ts';
import { type FloodServer, startFlood } from '../support/startFlood.ts';

const MEGABYTE = 1024 * 1024;
/** What the server says to one who reads on; far more than the sockets' own buffers hold. */
const FLOOD_BYTES = 64 * MEGABYTE;
const ENOUGH_BYTES = 24 * MEGABYTE;

describe('mapAsync, over a socket', function () {
  this.timeout(60_000);

  let server: FloodServer;
  /** Each value's work takes until this says that it is done. */
  let done: Subject<string>;

  beforeEach(async () => {
    done = new Subject();
    server = await startFlood('word '.repeat(1000), FLOOD_BYTES);
  });
  afterEach(() => server.close());

  const words = (): Observable<string> =>
    openAICompatible({ baseUrl: server.url, defaultModel: 'm' })
      .stream({ messages: [{ role: 'user', content: 'Hello' }] })
      .pipe(toText());
  const slowWork = (): Observable<string> => done.pipe(take(1));

  const operators: Readonly<Record<string, OperatorFunction<string, string>>> = {
    'one value at a time': mapAsync(slowWork),
    'four values at a time': mapAsync(slowWork, { concurrency: 4, highWaterMark: 8 }),
    promises: mapAsync(() => new Promise<string>((resolve) => slowWork().subscribe(resolve))),
  };

  for (const [name, operator] of Object.entries(operators)) {
    it(`${name}: work that takes its time stops the server, and lets it go on`, async () => {
      let count = 0;
      const subscription = words()
        .pipe(operator)
        .subscribe(() => count++);
      const stopped = await server.whenStill();
      assert.isBelow(stopped, ENOUGH_BYTES, 'the server was drained although nothing was done');
      assert.isAbove(stopped, 0);

      const until = Date.now() + 30_000;
      while (server.drainedBytes() < stopped + MEGABYTE && Date.now() < until) {
        for (let i = 0; i < 10; i++) done.next('done');
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.isAtLeast(server.drainedBytes(), stopped + MEGABYTE);
      assert.isAbove(count, 10);

      subscription.unsubscribe();
      await server.idle();
    });
  }

  it('a consumer behind it that stops reading stops the server too', async () => {
    const iterator = toAsyncIterable(words().pipe(mapAsync(async (piece) => piece.length)))[Symbol.asyncIterator]();
    assert.deepEqual(await iterator.next(), { done: false, value: 5000 });
    assert.isBelow(await server.whenStill(), ENOUGH_BYTES);
    await iterator.return?.();
    await server.idle();
  });

  it('which the operators of RxJS do not do', async () => {
    for (const operator of [concatMap(slowWork), mergeMap(slowWork, 4)]) {
      const before = server.drainedBytes();
      const subscription = words().pipe(operator).subscribe();
      while (server.drainedBytes() - before < FLOOD_BYTES) await new Promise((resolve) => setTimeout(resolve, 20));
      subscription.unsubscribe();
    }
  });
});
