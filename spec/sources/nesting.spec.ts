import { assert } from 'chai';
import { defer, NEVER, type Observable, throwError, timer } from 'rxjs';
import {
  AbortError,
  type AllSourcesFailedError,
  type ChatRequest,
  type ChatSource,
  type Chunk,
  ChunkStream,
  ConnectionError,
  failover,
  hedge,
  InvalidRequestError,
  ProviderError,
  retryRequest,
  type RetryRequestOptions,
  UnexpectedContentError,
} from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf } from '../support/outcome.ts';
import { chunks, fakeSource, request } from './fakeSource.ts';

const lost = new ConnectionError('ECONNRESET');
const page = new UnexpectedContentError('text/html', '');

/** A source that asks another one again: what a user writes to retry one entry of a list. */
const retrying = (source: ChatSource, options?: RetryRequestOptions): ChatSource => ({
  name: `retrying ${source.name}`,
  stream: (asked) => ChunkStream.from(source.stream(asked).pipe(retryRequest(options))),
  streamEither: (asked) => source.streamEither(asked).pipe(retryRequest(options)),
});

const failing = (name: string): ChatSource =>
  fakeSource(
    name,
    throwError(() => new ConnectionError(name)),
  );

describe('compositions of compositions', () => {
  const { random } = Math;
  beforeEach(() => void (Math.random = () => 1));
  afterEach(() => void (Math.random = random));

  it('retryRequest of failover asks every source again, from the first on', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Chunk>('    -#', chunks, page);
      const answers = [cold<Chunk>(' -#', chunks, lost), cold<Chunk>('-(sa|)', chunks)];
      const second = fakeSource(
        'second',
        defer(() => answers.shift() ?? NEVER),
      );
      const source = failover([fakeSource('first', first), second]);
      const expected = '504ms (sa|)';
      expectObservable(source.stream(request).pipe(retryRequest())).toBe(expected, chunks);
      expectSubscriptions(first.subscriptions).toBe(['^!', '502ms ^!']);
    });
  });

  it('retryRequest of failover does not ask again where the last error stands no chance', () => {
    runMarbles(({ cold, expectSubscriptions, expectObservable }) => {
      const first = cold<Chunk>('-#', chunks, lost);
      const source = failover([fakeSource('first', first), fakeSource('second', cold<Chunk>('-#', chunks, page))]);
      expectObservable(source.stream(request).pipe(retryRequest()), '10s !');
      expectSubscriptions(first.subscriptions).toBe('^!');
    });
  });

  it('retryRequest of failover waits as long as the last source asked for', () => {
    const busy = new ProviderError({
      kind: 'overloaded',
      status: 503,
      inBand: false,
      detail: '',
      retryable: true,
      retryAfterMs: 77,
    });
    runMarbles(({ cold, expectSubscriptions, expectObservable }) => {
      const first = cold<Chunk>('#', chunks, lost);
      const source = failover([fakeSource('first', first), fakeSource('second', cold<Chunk>('#', chunks, busy))]);
      expectObservable(source.stream(request).pipe(retryRequest({ maxRetries: 1 })), '10s !');
      expectSubscriptions(first.subscriptions).toBe(['(^!)', '77ms (^!)']);
    });
  });

  it('failover of entries that retry themselves moves on when their tries are used up', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Chunk>('-#', chunks, lost);
      const second = cold<Chunk>('-(sa|)', chunks);
      const options = { maxRetries: 2, baseDelayMs: 4 };
      const source = failover([retrying(fakeSource('first', first), options), fakeSource('second', second)]);
      // 1 + 4 + 1 + 8 + 1 frames for the first
      expectObservable(source.stream(request)).toBe('----------------(sa|)', chunks);
      expectSubscriptions(first.subscriptions).toBe(['^!', '-----^!', '--------------^!']);
      expectSubscriptions(second.subscriptions).toBe('---------------^!');
    });
  });

  it('hedge of entries that retry themselves closes one that waits for its next try', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Chunk>('-#', chunks, lost);
      const second = cold<Chunk>('---(sb|)', chunks);
      const options = { baseDelayMs: 100 };
      const source = hedge([retrying(fakeSource('first', first), options), fakeSource('second', second)], {
        delayMs: 5,
      });
      expectObservable(source.stream(request)).toBe('--------(sb|)', chunks);
      expectSubscriptions(first.subscriptions).toBe('^!');
    });
  });

  it('failover of hedges moves on when all of a hedge failed, and leaves none of its sources open', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a = cold<Chunk>('-----------#', chunks, lost);
      const b = cold<Chunk>('     -----#', chunks, page);
      const c = cold<Chunk>('----------------c', chunks);
      const d = cold<Chunk>('     --(sd)-|', chunks);
      const source = failover([
        hedge([fakeSource('a', a), fakeSource('b', b)], { delayMs: 5 }),
        hedge([fakeSource('c', c), fakeSource('d', d)], { delayMs: 5 }),
      ]);
      assert.equal(source.name, 'failover(hedge(a, b), hedge(c, d))');
      expectObservable(source.stream(request)).toBe('------------------(sd)-|', chunks);
      expectSubscriptions(a.subscriptions).toBe('^----------!');
      expectSubscriptions(b.subscriptions).toBe('-----^----!');
      expectSubscriptions(c.subscriptions).toBe('-----------^------!');
      expectSubscriptions(d.subscriptions).toBe('----------------^------!');
    });
  });

  it('hedge of failovers closes the source that a losing failover is asking, and asks it no other', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a = cold<Chunk>('--#', chunks, lost);
      const b = cold<Chunk>('  ---------b', chunks);
      const c = cold<Chunk>('     ---(sc)-|', chunks);
      const d = cold<Chunk>('d', chunks);
      const source = hedge(
        [failover([fakeSource('a', a), fakeSource('b', b), fakeSource('d', d)]), failover([fakeSource('c', c)])],
        { delayMs: 5 },
      );
      expectObservable(source.stream(request)).toBe('--------(sc)-|', chunks);
      expectSubscriptions(b.subscriptions).toBe('--^-----!');
      expectSubscriptions(d.subscriptions).toBe([]);
    });
  });

  it('hedge of hedges closes all losers at once', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const silent = [0, 1, 2].map(() => cold<Chunk>('-------------------', chunks));
      const [a, b, c] = silent.map((answer, i) => fakeSource(`silent ${i}`, answer)) as [
        ChatSource,
        ChatSource,
        ChatSource,
      ];
      const d = fakeSource('d', cold<Chunk>('-(d|)', chunks));
      const source = hedge([hedge([a, b], { delayMs: 2 }), hedge([c, d], { delayMs: 2 })], { delayMs: 5 });
      expectObservable(source.stream(request)).toBe('--------(d|)', chunks);
      expectSubscriptions(silent[0]?.subscriptions ?? []).toBe('^-------!');
      expectSubscriptions(silent[1]?.subscriptions ?? []).toBe('--^-----!');
      expectSubscriptions(silent[2]?.subscriptions ?? []).toBe('-----^--!');
    });
  });

  for (const error of [
    new InvalidRequestError([{ path: 'seed', expected: 'nothing', message: 'seed is not supported' }]),
    new AbortError('enough'),
  ]) {
    it(`${error.name} of the innermost source ends everything`, () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const inner = cold<Chunk>('--#', chunks, error);
        const silent = cold<Chunk>('--', chunks);
        const other = cold<Chunk>('a', chunks);
        const source = failover([
          hedge([fakeSource('silent', silent), failover([fakeSource('inner', inner), fakeSource('other', other)])], {
            delayMs: 1,
          }),
          fakeSource('other', other),
        ]);
        expectObservable(source.stream(request).pipe(retryRequest())).toBe('---#', undefined, error);
        expectSubscriptions(silent.subscriptions).toBe('^--!');
        expectSubscriptions(other.subscriptions).toBe([]);
      });
    });
  }

  it('no depth splices two answers: an error after content passes all the way', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const other = cold<Chunk>('b', chunks);
      const source = failover([
        hedge([retrying(failover([fakeSource('cut', cold<Chunk>('-(sa)--#', chunks, lost))]))], { delayMs: 1 }),
        fakeSource('other', other),
      ]);
      expectObservable(source.stream(request).pipe(retryRequest())).toBe('-(sa)--#', chunks, lost);
      expectSubscriptions(other.subscriptions).toBe([]);
    });
  });

  it('an outer model wins over the request, and an inner one over that', async () => {
    const asked: (string | undefined)[] = [];
    const deaf = fakeSource('deaf', ({ model }: ChatRequest): Observable<Chunk> => {
      asked.push(model);
      return throwError(() => page);
    });
    const inner = failover([deaf, { source: deaf, model: 'inner' }]);
    await errorOf(
      hedge([inner, { source: inner, model: 'outer' }], { delayMs: 0 }).stream({ ...request, model: 'own' }),
    );
    assert.deepEqual(asked, ['own', 'inner', 'outer', 'inner']);
  });

  it('the errors of each level stay apart', async () => {
    const source = failover([failover([failing('a'), failing('b')]), failing('c')]);
    const { errors } = (await errorOf(source.stream(request))) as unknown as AllSourcesFailedError;
    assert.deepEqual(
      errors.map((error) => (error as Error).message),
      [
        'all 2 sources failed: a: the connection failed (a): check the address, the network and the proxy; b: the connection failed (b): check the address, the network and the proxy',
        'the connection failed (c): check the address, the network and the proxy',
      ],
    );
  });

  it('an abort ends a wait for the next try at any depth', () => {
    const controller = new AbortController();
    let error: unknown;
    runMarbles(({ cold, expectSubscriptions, flush }) => {
      const inner = cold<Chunk>('-#', chunks, lost);
      const next = cold<Chunk>('a', chunks);
      failover([retrying(failover([fakeSource('failing', inner)])), fakeSource('next', next)])
        .stream({ ...request, signal: controller.signal })
        .subscribe({ error: (reason: unknown) => (error = reason) });
      timer(100).subscribe(() => controller.abort('enough'));
      expectSubscriptions(inner.subscriptions).toBe('^!');
      expectSubscriptions(next.subscriptions).toBe([]);
      flush();
    });
    assert.deepInclude(error as object, { name: 'AbortError', reason: 'enough' });
  });
});
