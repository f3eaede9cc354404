import { getEventListeners } from 'node:events';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { defer, map, NEVER, Observable, take, throwError, timer } from 'rxjs';
import {
  type Chunk,
  ConnectionError,
  EmptyAnswerError,
  failover,
  IncompleteAnswerError,
  isChatStreamError,
  type MalformedFrame,
  ProviderError,
  retryRequest,
  toText,
  UnexpectedContentError,
} from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { chunks, fakeSource, request, thrownBy } from './fakeSource.ts';

const lost = new ConnectionError('ECONNRESET');
const refusal = new UnexpectedContentError('text/html', 'sign in');

const busy = (retryAfterMs: number): ProviderError =>
  new ProviderError({ kind: 'rate-limit', status: 429, inBand: false, detail: '', retryable: true, retryAfterMs });

/** What `Math.random` gives, from 0 to just below 1; here also 1, the bound that full jitter never reaches. */
const drawing = (share: number): void => void (Math.random = () => share);

describe('retryRequest', () => {
  const { random } = Math;

  beforeEach(() => drawing(0));
  afterEach(() => void (Math.random = random));

  describe('waits', () => {
    it('a random time of at most 500 ms, then 1,000 ms, and tries no more than twice again', () => {
      drawing(1);
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>(' -#', undefined, lost);
        const tries = ['             ^!', '501ms ^!', '1502ms ^!'];
        const expected = '           1503ms #';
        expectObservable(source.pipe(retryRequest())).toBe(expected, undefined, lost);
        expectSubscriptions(source.subscriptions).toBe(tries);
      });
    });

    it('not at all where the jitter is 0, and anything between', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>(' -#', undefined, lost);
        const tries = ['             ^!', '-^!', '--^!'];
        expectObservable(source.pipe(retryRequest())).toBe('---#', undefined, lost);
        expectSubscriptions(source.subscriptions).toBe(tries);
      });
      drawing(0.5);
      runMarbles(({ cold, expectObservable }) => {
        const source = cold<Chunk>('#', undefined, lost);
        expectObservable(source.pipe(retryRequest())).toBe('750ms #', undefined, lost);
      });
    });

    it('doubles the longest wait with each try, up to 30 s', () => {
      drawing(1);
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>('#', undefined, lost);
        const waits = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
        const starts = waits.map((_, i) => waits.slice(0, i + 1).reduce((sum, wait) => sum + wait, 0));
        expectObservable(source.pipe(retryRequest({ maxRetries: 8 }))).toBe('91500ms #', undefined, lost);
        expectSubscriptions(source.subscriptions).toBe(['(^!)', ...starts.map((start) => `${start}ms (^!)`)]);
      });
    });

    it('by baseDelayMs and maxDelayMs', () => {
      drawing(1);
      runMarbles(({ cold, expectObservable }) => {
        const source = cold<Chunk>('#', undefined, lost);
        const options = { maxRetries: 4, baseDelayMs: 10, maxDelayMs: 25 };
        // 10 + 20 + 25 + 25
        expectObservable(source.pipe(retryRequest(options))).toBe('80ms #', undefined, lost);
      });
    });

    it('exactly as long as the provider asked for, whatever the jitter and maxDelayMs', () => {
      for (const share of [0, 0.37, 1]) {
        drawing(share);
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const source = cold<Chunk>('#', undefined, busy(41_234));
          expectObservable(source.pipe(retryRequest({ maxRetries: 1 }))).toBe('41234ms #', undefined, busy(41_234));
          expectSubscriptions(source.subscriptions).toBe(['(^!)', '41234ms (^!)']);
        });
      }
    });

    it('60 s where the provider asked for that, and not for one that asks for more: its error passes at once', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const patient = cold<Chunk>('#', undefined, busy(60_000));
        const tooLong = cold<Chunk>('-#', undefined, busy(60_001));
        expectObservable(patient.pipe(retryRequest({ maxRetries: 1 }))).toBe('60000ms #', undefined, busy(60_000));
        expectObservable(tooLong.pipe(retryRequest())).toBe('-#', undefined, busy(60_001));
        expectSubscriptions(tooLong.subscriptions).toBe('^!');
      });
    });

    it('by maxRetryAfterMs', () => {
      runMarbles(({ cold, expectObservable }) => {
        const options = { maxRetries: 1, maxRetryAfterMs: 9 };
        const asked = (wait: number): Observable<Chunk> =>
          cold<Chunk>('#', undefined, busy(wait)).pipe(retryRequest(options));
        expectObservable(asked(9)).toBe('9ms #', undefined, busy(9));
        expectObservable(asked(10)).toBe('#', undefined, busy(10));
      });
    });

    it('as long as a timer can where it was asked to wait longer, not no time at all', async () => {
      let tries = 0;
      const source = defer(() => throwError(() => (tries++, busy(2 ** 40))));
      const waiting = source.pipe(retryRequest({ maxRetryAfterMs: Infinity })).subscribe();
      await new Promise((resolve) => setTimeout(resolve, 20));
      waiting.unsubscribe();
      assert.equal(tries, 1);
    });
  });

  describe('asks again', () => {
    it('after each retryable error, and gives the answer of the try that succeeds', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const answers = [
          cold<Chunk>('--#', chunks, lost),
          cold<Chunk>('-#', chunks, new EmptyAnswerError(0)),
          cold<Chunk>('--(sa)-b-(uf|)', chunks),
        ];
        const [first, second, third] = answers;
        const source = defer(() => answers.shift() ?? NEVER);
        const expected = '-----(sa)-b-(uf|)';
        expectObservable(source.pipe(retryRequest())).toBe(expected, chunks);
        expectSubscriptions(first?.subscriptions ?? []).toBe('^-!');
        expectSubscriptions(second?.subscriptions ?? []).toBe('--^!');
        expectSubscriptions(third?.subscriptions ?? []).toBe('---^--------!');
      });
    });

    it('not after an error that stands no chance, nor one that is not ours', () => {
      for (const error of [refusal, new Error('from an interceptor'), 'a string', undefined, { retryable: true }]) {
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const source = cold<Chunk>('-#', undefined, error);
          expectObservable(source.pipe(retryRequest())).toBe('-#', undefined, error);
          expectSubscriptions(source.subscriptions).toBe('^!');
        });
      }
    });

    it('after an error of another copy of the package', () => {
      const foreign = Object.assign(Object.create({ [Symbol.for('rxllm.ChatStreamError')]: true }) as object, {
        name: 'ConnectionError',
        retryable: true,
        contentReceived: false,
      });
      runMarbles(({ cold, expectSubscriptions, expectObservable }) => {
        const source = cold<Chunk>('#', undefined, foreign);
        expectObservable(source.pipe(retryRequest({ maxRetries: 1 }))).toBe('#', undefined, foreign);
        expectSubscriptions(source.subscriptions).toBe(['(^!)', '(^!)']);
      });
    });

    it('never with maxRetries 0', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>('-#', undefined, lost);
        expectObservable(source.pipe(retryRequest({ maxRetries: 0 }))).toBe('-#', undefined, lost);
        expectSubscriptions(source.subscriptions).toBe('^!');
      });
    });

    it('with a count of its own for each subscription', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>('-#', undefined, lost);
        const result = source.pipe(retryRequest({ maxRetries: 1 }));
        expectObservable(result).toBe('         --#', undefined, lost);
        expectObservable(result, '-----^').toBe('-------#', undefined, lost);
        expectSubscriptions(source.subscriptions).toBe(['^!', '-^!', '-----^!', '------^!']);
      });
    });

    it('where a source fails as it is subscribed, without filling the stack', () => {
      let tries = 0;
      const source = defer(() => throwError(() => (++tries < 2_000 ? busy(0) : refusal)));
      runMarbles(({ expectObservable }) => {
        expectObservable(source.pipe(retryRequest({ maxRetries: Infinity }))).toBe('#', undefined, refusal);
      });
      assert.equal(tries, 2_000);
    });
  });

  describe('never repeats content:', () => {
    const contents: readonly Chunk[] = [
      { type: 'text', choice: 0, text: 'Hel' },
      { type: 'reasoning', choice: 0, text: 'Hmm' },
      { type: 'refusal', choice: 1, text: 'No' },
      { type: 'tool-call', choice: 0, index: 0, id: 'call_1', name: 'weather', arguments: '' },
    ];

    for (const content of contents) {
      it(`an error after a ${content.type} chunk passes, also as Right`, () => {
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const source = cold<Chunk>('--x--#', { x: content }, lost);
          const values = { x: right(content) };
          expectObservable(source.pipe(retryRequest())).toBe('--x--#', { x: content }, lost);
          const eithers = source.pipe(map((chunk) => right(chunk)));
          expectObservable(eithers.pipe(retryRequest())).toBe('--x--#', values, lost);
          expectSubscriptions(source.subscriptions).toBe(['^----!', '^----!']);
        });
      });
    }

    it('an error after any value passes where the stream was mapped before', () => {
      runMarbles(({ cold, expectObservable }) => {
        const source = cold<Chunk>('--(sa)-#', chunks, lost);
        expectObservable(source.pipe(toText(), retryRequest())).toBe('--a----#', { a: 'a' }, lost);
      });
    });

    it('whatever the stream was mapped to', () => {
      runMarbles(({ cold, expectObservable }) => {
        const values = { n: null, u: undefined, z: 0, o: {}, e: right(null) };
        const source = cold<unknown>('-n-u-z-o-e-#', values, lost);
        expectObservable(source.pipe(retryRequest())).toBe('-n-u-z-o-e-#', values, lost);
      });
    });

    it('an error that knows of content passes, though its content was filtered away before', () => {
      const late = new IncompleteAnswerError('connection-lost', { contentReceived: true });
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Chunk>('--(sa)-#', chunks, late);
        expectObservable(source.pipe(toText(7), retryRequest())).toBe('-------#', undefined, late);
        expectSubscriptions(source.subscriptions).toBe('^------!');
      });
    });

    it('start is no content, and goes out once, however many tries sent it', () => {
      runMarbles(({ cold, expectObservable }) => {
        const answers = [cold<Chunk>('-s-#', chunks, lost), cold<Chunk>('-s--(a|)', chunks)];
        const source = defer(() => answers.shift() ?? NEVER);
        expectObservable(source.pipe(retryRequest())).toBe('-------(sa|)', chunks);
        const eithers = [cold<Chunk>('-s-#', chunks, lost), cold<Chunk>('-s--(a|)', chunks)];
        const asEither = defer(() => eithers.shift() ?? NEVER).pipe(map((chunk) => right(chunk)));
        const values = { s: right(chunks.s), a: right(chunks.a) };
        expectObservable(asEither.pipe(retryRequest())).toBe('-------(sa|)', values);
      });
    });

    it('usage and finish are none either, and an answer without content passes at its end', () => {
      runMarbles(({ cold, expectObservable }) => {
        const answers = [cold<Chunk>('-(suf)#', chunks, lost), cold<Chunk>('-(suf)-|', chunks)];
        const source = defer(() => answers.shift() ?? NEVER);
        expectObservable(source.pipe(retryRequest())).toBe('-------------(suf|)', chunks);
      });
    });

    it('a malformed frame is no content: it passes as it comes, and again if it comes again', () => {
      const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };
      const values = { l: left(bad), s: right(chunks.s), a: right(chunks.a) };
      runMarbles(({ cold, expectObservable }) => {
        type Item = Either<MalformedFrame, Chunk>;
        const answers = [cold<Item>('-l-#', values, lost), cold<Item>('-l-(sa|)', values)];
        const source = defer(() => answers.shift() ?? NEVER);
        expectObservable(source.pipe(retryRequest())).toBe('-l--l-(sa|)', values);
      });
    });
  });

  describe('ends', () => {
    it('when it is unsubscribed, in each phase', () => {
      drawing(1);
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const silent = cold<Chunk>('---#', chunks, lost);
        expectObservable(silent.pipe(retryRequest()), '-!').toBe('-');
        expectSubscriptions(silent.subscriptions).toBe('^!');

        const waiting = cold<Chunk>('---#', chunks, lost);
        expectObservable(waiting.pipe(retryRequest()), '100ms !').toBe('-');
        expectSubscriptions(waiting.subscriptions).toBe('^--!');

        const again = cold<Chunk>('---#', chunks, lost);
        expectObservable(again.pipe(retryRequest()), '504ms !').toBe('-');
        expectSubscriptions(again.subscriptions).toBe(['^--!', '503ms ^!']);

        const talking = cold<Chunk>('---a--b', chunks);
        expectObservable(talking.pipe(retryRequest()), '-----!').toBe('---a--', chunks);
        expectSubscriptions(talking.subscriptions).toBe('^----!');
      });
    });

    it('at once when the request is aborted during a wait, and leaves no listener on its signal', () => {
      drawing(1);
      const controller = new AbortController();
      let error: unknown;
      runMarbles(({ cold, expectSubscriptions, flush }) => {
        const failing = cold<Chunk>('--#', chunks, lost);
        const source = failover([fakeSource('failing', failing)]);
        source
          .stream({ ...request, signal: controller.signal })
          .pipe(retryRequest())
          .subscribe({ error: (reason: unknown) => (error = reason) });
        timer(50).subscribe(() => {
          assert.isUndefined(error);
          assert.lengthOf(getEventListeners(controller.signal, 'abort'), 1);
          controller.abort('enough');
          assert.isDefined(error);
        });
        expectSubscriptions(failing.subscriptions).toBe('^-!');
        flush();
      });
      assert.isTrue(isChatStreamError(error));
      assert.deepInclude(error as object, { name: 'AbortError', reason: 'enough', retryable: false });
      assert.lengthOf(getEventListeners(controller.signal, 'abort'), 0);
    });

    it('with no listener left where a wait ended by itself, or by unsubscribing', () => {
      for (const unsubscribedAt of ['100s !', '200ms !']) {
        const { signal } = new AbortController();
        drawing(1);
        runMarbles(({ cold, expectObservable }) => {
          const source = failover([fakeSource('failing', cold<Chunk>('--#', chunks, lost))]);
          expectObservable(source.stream({ ...request, signal }).pipe(retryRequest()), unsubscribedAt);
        });
        assert.lengthOf(getEventListeners(signal, 'abort'), 0);
      }
    });

    it('where a consumer has enough of a source that gives all at once', () => {
      let closedBehindTheFirst: boolean | undefined;
      const source = new Observable<Chunk>((subscriber) => {
        subscriber.next(chunks.a);
        closedBehindTheFirst = subscriber.closed;
        subscriber.error(lost);
      });
      runMarbles(({ expectObservable }) => {
        expectObservable(source.pipe(retryRequest(), take(1))).toBe('(a|)', chunks);
      });
      assert.isTrue(closedBehindTheFirst);
    });
  });

  it('refuses options that are none, by their paths', () => {
    for (const name of ['maxRetries', 'baseDelayMs', 'maxDelayMs', 'maxRetryAfterMs']) {
      for (const value of [-1, Number.NaN, '3', null]) {
        const refused = { name: 'InvalidRequestError', paths: [`options/${name}`] };
        assert.deepInclude(
          thrownBy(() => retryRequest({ [name]: value })),
          refused,
        );
      }
    }
    assert.isUndefined(thrownBy(() => retryRequest({ maxRetries: undefined, baseDelayMs: undefined })));
  });
});
