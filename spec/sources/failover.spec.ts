import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { concat, defer, EMPTY, map, NEVER, Observable, of, take, throwError } from 'rxjs';
import {
  AbortError,
  AllSourcesFailedError,
  autonomousAI,
  type ChatRequest,
  type ChatSource,
  type Chunk,
  ChunkStream,
  ConnectionError,
  DeadlineError,
  EmptyAnswerError,
  EventTooLargeError,
  failover,
  IncompleteAnswerError,
  InvalidRequestError,
  type MalformedFrame,
  MalformedFrameError,
  ProviderError,
  type SourceEntry,
  UnexpectedContentError,
  UnknownModelError,
} from '../../lib/index.ts';
import { attributeErrors } from '../../lib/chunk/attributeErrors.ts';
import { untilAborted } from '../../lib/rx/untilAborted.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { chunks, fakeSource, request, thrownBy } from './fakeSource.ts';

const refused = new ConnectionError('ECONNREFUSED');
const throws = (): never => {
  throw new TypeError('no stream');
};

/** A failover of sources that fail with these errors, one each. */
const failing = (...errors: readonly unknown[]): ChatSource =>
  failover(
    errors.map((error, i) =>
      fakeSource(
        `source ${i}`,
        throwError(() => error),
      ),
    ),
  );

const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };

describe('failover', () => {
  it('gives the answer of the first source that has content, and never asks the others', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Chunk>(' --#', chunks, refused);
      const second = cold<Chunk>('  ---(sa)-b--(uf|)', chunks);
      const third = cold<Chunk>(' a', chunks);
      const asked = ['            ^-!', '--^----------!', ''] as const;
      const expected = '          -----(sa)-b--(uf|)';
      const source = failover([fakeSource('first', first), fakeSource('second', second), fakeSource('third', third)]);
      expectObservable(source.stream(request)).toBe(expected, chunks);
      expectSubscriptions(first.subscriptions).toBe(asked[0]);
      expectSubscriptions(second.subscriptions).toBe(asked[1]);
      expectSubscriptions(third.subscriptions).toBe([]);
    });
  });

  describe('moves on', () => {
    const errors: readonly unknown[] = [
      refused,
      new ProviderError({ kind: 'auth', status: 401, inBand: false, detail: '', retryable: false }),
      new UnknownModelError('x', ['y']),
      new UnexpectedContentError('text/html', ''),
      new EmptyAnswerError(3),
      new IncompleteAnswerError('no-end-marker'),
      new DeadlineError('total', 1),
      new EventTooLargeError(1),
      new MalformedFrameError(bad),
      new AllSourcesFailedError([refused]),
      new Error('of an interceptor'),
      'no error at all',
    ];

    for (const error of errors) {
      it(`at ${error instanceof Error ? error.name : String(error)} before content`, () => {
        runMarbles(({ cold, expectObservable }) => {
          const source = failover([
            fakeSource('first', cold<Chunk>('  --#', chunks, error)),
            fakeSource('second', cold<Chunk>(' --(sa)--(f|)', chunks)),
          ]);
          expectObservable(source.stream(request)).toBe('----(sa)--(f|)', chunks);
        });
      });
    }

    it('at what a source throws instead of raising it', () => {
      const source = failover([
        { name: 'broken', stream: throws, streamEither: throws },
        fakeSource('b', of(chunks.a)),
      ]);
      runMarbles(({ expectObservable }) => {
        expectObservable(source.stream(request)).toBe('(a|)', chunks);
        expectObservable(source.streamEither(request)).toBe('(a|)', { a: right(chunks.a) });
      });
    });

    it('at an answer that ends without content, and shows nothing of it', () => {
      runMarbles(({ cold, expectObservable }) => {
        const source = failover([
          fakeSource('mute', cold<Chunk>('    -s-u-(f|)', chunks)),
          fakeSource('empty', cold<Chunk>('        -|')),
          fakeSource('good', cold<Chunk>('          -(sb)-(f|)', chunks)),
        ]);
        expectObservable(source.stream(request)).toBe('-------(sb)-(f|)', chunks);
      });
    });

    it('and shows nothing of a source that failed behind its start', () => {
      runMarbles(({ cold, expectObservable }) => {
        const other: Chunk = { type: 'start', id: 'second' };
        const source = failover([
          fakeSource('first', cold<Chunk>('  -s--#', chunks, refused)),
          fakeSource('second', cold<Chunk>('     -(ta)-(f|)', { ...chunks, t: other })),
        ]);
        expectObservable(source.stream(request)).toBe('-----(ta)-(f|)', { ...chunks, t: other });
      });
    });
  });

  describe('does not move on', () => {
    for (const error of [
      new InvalidRequestError([{ path: 'temperature', expected: 'nothing', message: 'temperature is not supported' }]),
      new AbortError('enough'),
    ]) {
      it(`at ${error.name}, which passes as it is`, () => {
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const second = cold<Chunk>('a', chunks);
          const source = failover([
            fakeSource('first', cold<Chunk>('--#', chunks, error)),
            fakeSource('second', second),
          ]);
          expectObservable(source.stream(request)).toBe('--#', undefined, error);
          expectSubscriptions(second.subscriptions).toBe([]);
        });
      });
    }

    for (const [word, content] of Object.entries({
      text: chunks.a,
      reasoning: { type: 'reasoning', choice: 0, text: 'Hmm' },
      refusal: { type: 'refusal', choice: 0, text: 'No' },
      'tool-call': { type: 'tool-call', choice: 0, index: 0, arguments: '' },
    } satisfies Record<string, Chunk>)) {
      it(`after ${word}: two answers are never spliced`, () => {
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const second = cold<Chunk>('a', chunks);
          const first = cold<Chunk>('--(sx)--#', { ...chunks, x: content }, refused);
          const source = failover([fakeSource('first', first), fakeSource('second', second)]);
          expectObservable(source.stream(request)).toBe('--(sx)--#', { ...chunks, x: content }, refused);
          expectSubscriptions(second.subscriptions).toBe([]);
        });
      });
    }
  });

  describe('fails with AllSourcesFailedError', () => {
    const busy = new ProviderError({
      kind: 'rate-limit',
      status: 429,
      inBand: false,
      detail: 'slow down',
      retryable: true,
      retryAfterMs: 700,
    });
    const wrongKey = new ProviderError({ kind: 'auth', status: 401, inBand: false, detail: '', retryable: false });
    it('with the errors in the order of failure, themselves', async () => {
      const plain = new Error('of an interceptor');
      const error = (await errorOf(failing(plain, wrongKey, busy).stream(request))) as unknown as AllSourcesFailedError;
      assert.equal(error.name, 'AllSourcesFailedError');
      assert.equal(error.provider, 'failover(source 0, source 1, source 2)');
      assert.deepEqual(
        error.errors.map((one, i) => one === [plain, wrongKey, busy][i]),
        [true, true, true],
      );
      assert.isFalse(error.contentReceived);
    });

    it('retryable if the last is, after as long as the last asked for', async () => {
      assert.deepInclude(await errorOf(failing(wrongKey, busy).stream(request)), {
        retryable: true,
        retryAfterMs: 700,
      });
      const hopeless = await errorOf(failing(busy, wrongKey).stream(request));
      assert.isFalse(hopeless['retryable']);
      assert.notProperty(hopeless, 'retryAfterMs');
      assert.isFalse((await errorOf(failing(busy, new Error('not ours')).stream(request)))['retryable']);
    });

    it('in which an answer without content stands as an EmptyAnswerError that names its source', async () => {
      const source = failover([fakeSource('mute', of(chunks.s, chunks.f)), fakeSource('empty', EMPTY)]);
      const error = (await errorOf(source.stream(request))) as unknown as AllSourcesFailedError;
      assert.isTrue(error.retryable);
      assert.deepEqual(
        error.errors.map((one) => (one as EmptyAnswerError).toJSON()),
        ['mute', 'empty'].map((provider) => ({
          name: 'EmptyAnswerError',
          message: 'the answer is empty',
          retryable: true,
          contentReceived: false,
          malformed: 0,
          provider,
        })),
      );
    });

    it('of one source, too', async () => {
      const error = (await errorOf(failing(refused).stream(request))) as unknown as AllSourcesFailedError;
      assert.deepEqual([error.name, error.errors.length], ['AllSourcesFailedError', 1]);
    });
  });

  describe('asks', () => {
    it('an entry for its own model, and any other for the one of the request', async () => {
      const asked: ChatRequest[] = [];
      const deaf = (name: string): ChatSource =>
        fakeSource(name, (its) => {
          asked.push(its);
          return throwError(() => refused);
        });
      const entries: SourceEntry[] = [
        deaf('a'),
        { source: deaf('b'), model: 'llama' },
        { source: deaf('c'), model: '' },
      ];
      const full: ChatRequest = { ...request, model: 'gpt', temperature: 0.5 };
      await errorOf(failover(entries).stream(full));
      await errorOf(failover(entries).streamEither(request));
      assert.deepEqual(asked, [
        full,
        { ...full, model: 'llama' },
        { ...full, model: '' },
        request,
        { ...request, model: 'llama' },
        { ...request, model: '' },
      ]);
      assert.strictEqual(asked[0], full, 'the request is handed on as it is');
      assert.deepEqual(full, { ...request, model: 'gpt', temperature: 0.5 }, 'and is not changed');
    });

    it('nobody before it is subscribed, and the first source again with each subscription', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('-#', chunks, refused);
        const second = cold<Chunk>('-(a|)', chunks);
        const answer = failover([fakeSource('first', first), fakeSource('second', second)]).stream(request);
        expectObservable(answer).toBe('           --(a|)', chunks);
        expectObservable(answer, '-----^').toBe('  -------(a|)', chunks);
        expectSubscriptions(first.subscriptions).toBe(['^!', '-----^!']);
        expectSubscriptions(second.subscriptions).toBe(['-^!', '------^!']);
      });
    });

    it('a source that has a member of the name "source" itself, not what that holds', async () => {
      const inner = fakeSource('inner', of(chunks.a));
      class Logged implements ChatSource {
        readonly name = 'logged';
        readonly source = inner;
        readonly stream = (): ChunkStream => ChunkStream.from(of(chunks.b));
        readonly streamEither = (): Observable<Either<MalformedFrame, Chunk>> => of(right(chunks.b));
      }
      const { values } = await outcomeOf(failover([new Logged()]).stream(request));
      assert.deepEqual(values, [chunks.b]);
    });

    it('no source that is put into its list later', async () => {
      const entries = [
        fakeSource(
          'a',
          throwError(() => refused),
        ),
      ];
      const source = failover(entries);
      entries.push(fakeSource('b', of(chunks.b)));
      assert.equal((await errorOf(source.stream(request))).name, 'AllSourcesFailedError');
    });

    it('by methods that were taken off it', async () => {
      const { stream, streamEither } = failover([fakeSource('a', of(chunks.a))]);
      assert.deepEqual((await outcomeOf(stream(request))).values, [chunks.a]);
      assert.deepEqual((await outcomeOf(streamEither(request))).values, [right(chunks.a)]);
    });

    it("sources that are a class of the caller's, on whose object its methods are called", async () => {
      class Parrot implements ChatSource {
        readonly name = 'parrot';
        readonly #says: Chunk = chunks.a;
        stream(_asked: ChatRequest): ChunkStream {
          return ChunkStream.from(of(this.#says));
        }
        streamEither(asked: ChatRequest): Observable<Either<MalformedFrame, Chunk>> {
          return this.stream(asked).pipe(map((chunk) => right(chunk)));
        }
      }
      const source = failover([new Parrot()]);
      assert.deepEqual((await outcomeOf(source.stream(request))).values, [chunks.a]);
      assert.deepEqual((await outcomeOf(source.streamEither(request))).values, [right(chunks.a)]);
    });

    it('nobody where the request is none, which is an error notification', async () => {
      const nothing = undefined as unknown as ChatRequest;
      const error = await errorOf(
        failover([autonomousAI(), { source: autonomousAI(), model: 'llama' }]).stream(nothing),
      );
      assert.equal(error.name, 'InvalidRequestError');
    });
  });

  describe('with malformed frames in place', () => {
    type Item = Either<MalformedFrame, Chunk>;
    const values = { l: left(bad), m: left({ ...bad, index: 1 }), s: right(chunks.s), a: right(chunks.a) };
    const either = (name: string, answer: Observable<Item>): ChatSource => ({
      name,
      stream: () => ChunkStream.from(NEVER),
      streamEither: () => answer,
    });

    it('gives those of the answer, where they stood, and none of a source that failed', () => {
      runMarbles(({ cold, expectObservable }) => {
        const source = failover([
          either('first', cold<Item>('  -l-l-#', values, refused)),
          either('second', cold<Item>('      --m-(sa)-l-|', values)),
        ]);
        expectObservable(source.streamEither(request)).toBe('---------(msa)l-|', values);
      });
    });

    it('takes none for content', () => {
      runMarbles(({ cold, expectObservable }) => {
        const source = failover([
          either('first', cold<Item>('  -l-|', values)),
          either('second', cold<Item>('    -(a|)', values)),
        ]);
        expectObservable(source.streamEither(request)).toBe('----(a|)', values);
      });
    });

    it('keeps the last 256 of a source that sends them without end', async () => {
      const many = Array.from({ length: 10_000 }, (_, index) => left({ ...bad, index }));
      const { values: got } = await outcomeOf(
        failover([either('flood', concat(of(...many), of(right(chunks.a))))]).streamEither(request),
      );
      assert.deepEqual(got, [...many.slice(-256), right(chunks.a)]);
    });
  });

  describe('ends', () => {
    it('whichever source is being asked when it is unsubscribed', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('    --#', chunks, refused);
        const second = cold<Chunk>('     ---a--b', chunks);
        const answer = failover([fakeSource('first', first), fakeSource('second', second)]).stream(request);
        expectObservable(answer, '     -!').toBe('-');
        expectObservable(answer, '     ---!').toBe('-');
        expectObservable(answer, '     ------!').toBe('-----a', chunks);
        expectSubscriptions(first.subscriptions).toBe(['^!', '^-!', '^-!']);
        expectSubscriptions(second.subscriptions).toBe(['--^!', '--^---!']);
      });
    });

    it('inside the chunk that a consumer had enough of', () => {
      let closedBehindTheFirst: boolean | undefined;
      const eager = new Observable<Chunk>((subscriber) => {
        subscriber.next(chunks.s);
        subscriber.next(chunks.a);
        closedBehindTheFirst = subscriber.closed;
        subscriber.next(chunks.b);
        subscriber.complete();
      });
      const source = failover([
        fakeSource(
          'a',
          throwError(() => refused),
        ),
        fakeSource('b', eager),
      ]);
      runMarbles(({ expectObservable }) => {
        expectObservable(source.stream(request).pipe(take(1))).toBe('(s|)', chunks);
      });
      assert.isTrue(closedBehindTheFirst);
    });

    it('without filling the stack, however many sources fail at once', async () => {
      const entries = Array.from({ length: 500 }, (_, i) =>
        fakeSource(
          `${i}`,
          defer(() => throwError(() => refused)),
        ),
      );
      assert.lengthOf((await errorOf(failover(entries).stream(request)))['errors'] as unknown[], 500);
    });
  });

  it('ends with the signal of its request, also over sources that ignore it', async () => {
    const mine = new AbortController();
    const failures: unknown[] = [];
    const asked: string[] = [];
    const deaf = (name: string) => ({
      name,
      stream: () => {
        asked.push(name);
        return NEVER;
      },
    });
    const answers: readonly Observable<unknown>[] = [
      failover([deaf('a'), deaf('b')]).stream({ ...request, signal: mine.signal }),
      failover([deaf('c'), deaf('d')]).streamEither({ ...request, signal: mine.signal }),
    ];
    for (const answer$ of answers) {
      answer$.subscribe({ error: (error: unknown) => failures.push(error) });
    }
    mine.abort('enough');
    await Promise.resolve();
    assert.deepEqual(asked, ['a', 'c']);
    for (const failure of failures) assert.deepInclude(failure, { name: 'AbortError', reason: 'enough' });
    assert.lengthOf(failures, 2);
  });

  it('leaves it to a source that obeys the signal to say who was asked', () => {
    const mine = new AbortController();
    const own = fakeSource('own', () =>
      NEVER.pipe(untilAborted(mine.signal), attributeErrors({ context: () => ({ provider: 'inner', model: 'm' }) })),
    );
    let failure: unknown;
    failover([own])
      .stream({ ...request, signal: mine.signal })
      .subscribe({ error: (error) => (failure = error) });
    mine.abort();
    assert.deepInclude(failure, { name: 'AbortError', provider: 'inner', model: 'm' });
  });

  it('passes on what is no error of ours as it is', () => {
    const mine = Object.freeze(new TypeError('mine'));
    const answer = concat(
      of(chunks.s, chunks.a),
      throwError(() => mine),
    );
    let failure: unknown;
    const source = failover([fakeSource('a', answer), fakeSource('b', NEVER)]);
    source.stream(request).subscribe({ error: (error) => (failure = error) });
    assert.strictEqual(failure, mine);
  });

  it('refuses what is no list of sources, by its paths', () => {
    const source = fakeSource('a', NEVER);
    const lists: readonly (readonly [entries: unknown, path: string])[] = [
      [[], 'entries'],
      [undefined, 'entries'],
      [source, 'entries'],
      [[source, undefined], 'entries/1'],
      [[null], 'entries/0'],
      [[{ stream: 5 }], 'entries/0/source'],
      [[{}], 'entries/0/source'],
      [[source, { source: 5, model: 'm' }], 'entries/1/source'],
      [[{ source, model: 5 }], 'entries/0/model'],
    ];
    for (const [entries, path] of lists) {
      const error = thrownBy(() => failover(entries as SourceEntry[])) as Partial<InvalidRequestError>;
      assert.equal(error.name, 'InvalidRequestError', JSON.stringify(entries));
      assert.include([...(error.paths ?? [])], path);
    }
  });
});
