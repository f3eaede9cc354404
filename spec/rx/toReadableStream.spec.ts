import { assert, expect } from 'chai';
import { EMPTY, map, Observable, of, range, Subject } from 'rxjs';
import { InvalidRequestError, toReadableStream } from '../../lib/index.ts';
import { PausableSource } from '../support/PausableSource.ts';

describe('toReadableStream', () => {
  it('gives what a source emits, in order, and closes', async () => {
    assert.deepEqual(await readAll(toReadableStream(of('a', 'b', 'c'))), ['a', 'b', 'c']);
    assert.deepEqual(await readAll(toReadableStream(EMPTY)), []);
    assert.lengthOf(await readAll(toReadableStream(range(0, 1000), { highWaterMark: 3 })), 1000);
  });

  it('subscribes at the first read, and not before', async () => {
    const source = new Subject<string>();
    const reader = toReadableStream(source).getReader();
    await nextTurn();
    assert.isFalse(source.observed);
    const first = reader.read();
    await nextTurn();
    assert.isTrue(source.observed);
    source.next('a');
    assert.deepEqual(await first, { done: false, value: 'a' });
  });

  it('gives what waits before the error', async () => {
    const source = new Subject<string>();
    const reader = toReadableStream(source).getReader();
    const first = reader.read();
    await nextTurn();
    source.next('a');
    source.next('b');
    const lost = new Error('lost');
    source.error(lost);
    assert.deepEqual(await first, { done: false, value: 'a' });
    assert.deepEqual(await reader.read(), { done: false, value: 'b' });
    assert.strictEqual(await reader.read().catch((error: unknown) => error), lost);
  });

  it('unsubscribes when it is cancelled, in every state', async () => {
    const source = new PausableSource<string>();
    const silent = toReadableStream(source).getReader();
    const pending = silent.read();
    await nextTurn();
    await silent.cancel();
    assert.deepEqual(await pending, { done: true, value: undefined });
    assert.isFalse(source.observed, 'while it was silent');

    const talking = toReadableStream(source).getReader();
    const first = talking.read();
    await nextTurn();
    source.emit('a', 'b', 'c');
    await first;
    await talking.cancel('enough');
    assert.isFalse(source.observed, 'while items waited');

    const unread = toReadableStream(source);
    await unread.cancel();
    assert.isFalse(source.observed, 'before the first read');
  });

  it('unsubscribes when what it is piped to gives up', async () => {
    const source = new PausableSource<string>();
    const piped = toReadableStream(source).pipeTo(
      new WritableStream({
        write() {
          throw new Error('full');
        },
      }),
    );
    await nextTurn();
    source.emit('a', 'b');
    expect(await piped.catch((error: unknown) => (error as Error).message)).to.equal('full');
    await nextTurn();
    assert.isFalse(source.observed);
  });

  it('pauses a source whose items are not read, and goes on without loss', async () => {
    const source = new PausableSource<number>();
    const reader = toReadableStream(source.pipe(map((n) => n * 2)), { highWaterMark: 4 }).getReader();
    const first = reader.read();
    await nextTurn();
    source.emit(0, 1, 2, 3);
    assert.deepEqual(source.log, []);
    source.emit(4);
    assert.deepEqual(source.log, ['pause']);
    await nextTurn();
    assert.deepEqual(source.log, ['pause'], 'nothing is read ahead');
    await first;
    for (let i = 1; i <= 3; i++) assert.deepEqual(await reader.read(), { done: false, value: i * 2 });
    assert.deepEqual(source.log, ['pause', 'resume']);
    await reader.cancel();
  });

  it('is the body of a Response', async () => {
    const words$ = new Observable<string>((subscriber) => {
      for (const word of ['Grüße', ' ', '😀']) subscriber.next(word);
      subscriber.complete();
    });
    const response = new Response(toReadableStream(words$).pipeThrough(new TextEncoderStream()));
    assert.equal(await response.text(), 'Grüße 😀');
  });

  it('refuses a high-water mark below 1 at once', () => {
    assert.throws(() => toReadableStream(EMPTY, { highWaterMark: 0 }), InvalidRequestError, 'options/highWaterMark');
  });
});

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

async function readAll<T>(stream: ReadableStream<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
