import { left, right } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { NEVER, Observable, of, Subject } from 'rxjs';
import {
  type Chunk,
  ConnectionError,
  failover,
  isChatStreamError,
  limit,
  type MalformedFrame,
  QueueFullError,
  retryRequest,
} from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { watchedController } from '../support/watchSignal.ts';
import { chunks, fakeSource, request, thrownBy } from './fakeSource.ts';

const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };

describe('limit', () => {
  it('asks for as many answers at once as allowed, the others in turn', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold<Chunk>('s-a-(f|)', chunks);
      const first = '             s-a-(f|)';
      const second = '            s-a-(f|)';
      const third = '             ----s-a-(f|)';
      const fourth = '            ----s-a-(f|)';
      const fifth = '             --------s-a-(f|)';
      const asked = ['^---!', '^---!', '----^---!', '----^---!', '--------^---!'];
      const source = limit(fakeSource('source', answer), { concurrency: 2 });
      for (const expected of [first, second, third, fourth, fifth]) {
        expectObservable(source.stream(request)).toBe(expected, chunks);
      }
      expectSubscriptions(answer.subscriptions).toBe(asked);
    });
  });

  it('gives the slot of an answer that is left, or fails, to the next', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold<Chunk>('s-a-b-#     ', chunks);
      const first = '             s-a         ';
      const leaves = '            ---!        ';
      const second = '            ---s-a-b-#  ';
      const third = '             ---------s-a';
      const goes = '              ------------!';
      const asked = ['^--!', '---^-----!', '---------^--!'];
      const source = limit(fakeSource('source', answer), { concurrency: 1 });
      expectObservable(source.stream(request), leaves).toBe(first, chunks);
      expectObservable(source.stream(request)).toBe(second, chunks);
      expectObservable(source.stream(request), goes).toBe(third, chunks);
      expectSubscriptions(answer.subscriptions).toBe(asked);
    });
  });

  it('forgets a request that is left while it waits', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold<Chunk>('s-a-(f|)', chunks);
      const source = limit(fakeSource('source', answer), { concurrency: 1, maxQueued: 1 });
      expectObservable(source.stream(request)).toBe('s-a-(f|)', chunks);
      expectObservable(source.stream(request), '^-!').toBe('');
      expectObservable(source.stream(request), '---^').toBe('----s-a-(f|)', chunks);
      expectSubscriptions(answer.subscriptions).toBe(['^---!', '----^---!']);
    });
  });

  it('shares its slots between both forms of an answer, malformed frames in place', async () => {
    const first = new Subject<Chunk>();
    const inner = {
      name: 'inner',
      stream: () => first,
      streamEither: () => of(left(bad), right(chunks.a)),
    };
    const source = limit(inner, { concurrency: 1 });
    const running = outcomeOf(source.stream(request));
    let ended = false;
    const waiting = outcomeOf(source.streamEither(request)).finally(() => (ended = true));
    await Promise.resolve();
    assert.isFalse(ended);
    first.next(chunks.a);
    first.complete();
    assert.deepEqual((await running).values, [chunks.a]);
    assert.deepEqual((await waiting).values, [left(bad), right(chunks.a)]);
  });

  it('takes a source without streamEither', async () => {
    const source = limit({ name: 'plain', stream: () => of(chunks.a) }, { concurrency: 1 });
    assert.deepEqual((await outcomeOf(source.streamEither(request))).values, [right(chunks.a)]);
  });

  describe('with a full queue', () => {
    const busy = limit(fakeSource('source', NEVER), { concurrency: 1, maxQueued: 2 });
    before(() => {
      for (let i = 0; i < 3; i++) busy.stream(request).subscribe();
    });

    it('fails with a QueueFullError, which is retryable and tells who', async () => {
      const error = await errorOf(busy.stream(request));
      assert.instanceOf(error, QueueFullError);
      assert.isTrue(isChatStreamError(error));
      assert.deepEqual((error as unknown as QueueFullError).toJSON(), {
        name: 'QueueFullError',
        message: 'the queue is full: 2 requests are waiting already; try again later, or raise maxQueued',
        retryable: true,
        contentReceived: false,
        provider: 'limit(source)',
        maxQueued: 2,
      });
      assert.instanceOf(await errorOf(busy.streamEither(request)), QueueFullError);
    });

    it('lets failover move on', async () => {
      const other = fakeSource('other', of(chunks.s, chunks.a, chunks.f));
      const { values } = await outcomeOf(failover([busy, other]).stream(request));
      assert.deepEqual(values, [chunks.s, chunks.a, chunks.f]);
    });

    it('lets retryRequest ask again', () => {
      const { random } = Math;
      Math.random = () => 1;
      runMarbles(({ cold, expectObservable }) => {
        const answer = cold<Chunk>('s-(af|)        ', chunks);
        const first = '             s-(af|)        ';
        const second = '            10ms --(saf|) ';
        const source = limit(fakeSource('source', answer), { concurrency: 1, maxQueued: 0 });
        expectObservable(source.stream(request)).toBe(first, chunks);
        // `retryRequest` holds the start until there is content.
        const retried = source.stream(request).pipe(retryRequest({ baseDelayMs: 10 }));
        expectObservable(retried).toBe(second, chunks);
      });
      Math.random = random;
    });
  });

  it('lets none wait with a queue of 0', async () => {
    const source = limit(fakeSource('source', NEVER), { concurrency: 1, maxQueued: 0 });
    source.stream(request).subscribe();
    assert.instanceOf(await errorOf(source.stream(request)), QueueFullError);
  });

  it('ends the wait of a request whose signal is aborted, and leaves no listener', async () => {
    const { controller, listeners } = watchedController();
    const source = limit(fakeSource('source', NEVER), { concurrency: 1, maxQueued: 1 });
    source.stream(request).subscribe();
    const failing = errorOf(source.stream({ ...request, signal: controller.signal }));
    controller.abort();
    assert.deepInclude(await failing, { name: 'AbortError', provider: 'limit(source)' });
    assert.equal(listeners(), 0);
    const next = outcomeOf(source.stream(request));
    assert.equal(await Promise.race([next, Promise.resolve('waits')]), 'waits');
  });

  it('passes on what the source raises and throws', async () => {
    const failure = new ConnectionError('ECONNREFUSED');
    const failing = limit(fakeSource('source', new Observable((s) => s.error(failure))), { concurrency: 1 });
    assert.strictEqual(await errorOf(failing.stream(request)), failure as never);
    const thrown = new TypeError('no stream');
    const throwing = limit(
      {
        name: 'throwing',
        stream: () => {
          throw thrown;
        },
      },
      { concurrency: 1 },
    );
    assert.strictEqual(await errorOf(throwing.stream(request)), thrown as never);
    assert.strictEqual(await errorOf(throwing.stream(request)), thrown as never, 'the slot is free again');
  });

  it('has methods that work when taken off it', async () => {
    const { stream, streamEither, name } = limit(fakeSource('source', of(chunks.a)), { concurrency: 1 });
    assert.equal(name, 'limit(source)');
    assert.deepEqual((await outcomeOf(stream(request))).values, [chunks.a]);
    assert.deepEqual((await outcomeOf(streamEither(request))).values, [right(chunks.a)]);
  });

  for (const [options, paths] of [
    [{}, ['options/concurrency']],
    [{ concurrency: 0 }, ['options/concurrency']],
    [{ concurrency: 1.5 }, ['options/concurrency']],
    [{ concurrency: 1, maxQueued: -1 }, ['options/maxQueued']],
    [{ concurrency: 1, maxqueue: 1 }, ['options/maxqueue']],
    [undefined, ['options']],
  ] as const) {
    it(`refuses ${JSON.stringify(options)} at once`, () => {
      assert.deepInclude(
        thrownBy(() => limit(fakeSource('source', NEVER), options as never)),
        { name: 'InvalidRequestError', paths },
      );
    });
  }

  it('refuses what is no source', () => {
    assert.deepInclude(
      thrownBy(() => limit({} as never, { concurrency: 1 })),
      { name: 'InvalidRequestError', paths: ['source'] },
    );
  });
});
