import { assert } from 'chai';
import { isObservable, map, Observable, of, take, type TeardownLogic } from 'rxjs';
import { type Chunk, ChunkStream } from '../../lib/index.ts';
import { PausableSource } from '../support/PausableSource.ts';

const said: Chunk[] = [
  { type: 'start' },
  { type: 'text', choice: 0, text: 'Hello' },
  { type: 'finish', choice: 0, reason: 'stop' },
];

describe('ChunkStream', () => {
  it('is an Observable and an AsyncIterable', async () => {
    const stream = ChunkStream.from(of(...said));
    assert.isTrue(isObservable(stream));
    const subscribed: Chunk[] = [];
    stream.subscribe((chunk) => subscribed.push(chunk));
    assert.deepEqual(subscribed, said);
    const iterated: Chunk[] = [];
    for await (const chunk of stream) iterated.push(chunk);
    assert.deepEqual(iterated, said);
  });

  it('is subscribed anew by each subscription and each iteration, and by nothing else', async () => {
    let subscriptions = 0;
    const stream = new ChunkStream((subscriber): TeardownLogic => {
      subscriptions++;
      subscriber.complete();
    });
    const iterator = stream[Symbol.asyncIterator]();
    stream.pipe(map((chunk) => chunk.type));
    assert.equal(subscriptions, 0);
    await iterator.next();
    stream.subscribe();
    for await (const _ of stream) assert.fail('it is empty');
    assert.equal(subscriptions, 3);
  });

  it('unsubscribes when an iteration is left', async () => {
    const source = new PausableSource<Chunk>();
    const left = (async () => {
      for await (const chunk of ChunkStream.from(source)) return chunk;
      return undefined;
    })();
    assert.isTrue(source.observed);
    source.emit(...said);
    assert.deepEqual(await left, said[0]);
    assert.isFalse(source.observed);
  });

  it('pauses a source that can wait, when an iteration stops reading', async () => {
    const source = new PausableSource<Chunk>();
    const iterator = ChunkStream.from(source)[Symbol.asyncIterator]();
    const first = iterator.next();
    for (let i = 0; i < 65; i++) source.emit({ type: 'text', choice: 0, text: String(i) });
    await first;
    assert.deepEqual(source.log, ['pause']);
    await iterator.return?.();
  });

  it('can be made of any Observable of chunks, also one that ends early', () => {
    const seen: Chunk[] = [];
    const endless = new Observable<Chunk>((subscriber) => {
      while (!subscriber.closed) subscriber.next({ type: 'text', choice: 0, text: 'x' });
    });
    ChunkStream.from(endless)
      .pipe(take(3))
      .subscribe((chunk) => seen.push(chunk));
    assert.lengthOf(seen, 3);
  });
});
