import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { defer, EMPTY, NEVER, Observable, of, take, throwError } from 'rxjs';
import {
  AbortError,
  type AllSourcesFailedError,
  type ChatRequest,
  type ChatSource,
  type Chunk,
  ChunkStream,
  ConnectionError,
  hedge,
  InvalidRequestError,
  type MalformedFrame,
  ProviderError,
  UnexpectedContentError,
} from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { chunks, fakeSource, request, thrownBy } from './fakeSource.ts';

const refused = new ConnectionError('ECONNREFUSED');
const page = new UnexpectedContentError('text/html', '');
const delayMs = 5;

/** Sources named by their places. */
const sources = (...answers: readonly Observable<Chunk>[]): ChatSource[] =>
  answers.map((answer, i) => fakeSource(`source ${i}`, answer));

/** A hedge of sources that fail with these errors as they are asked. */
const failing = (...errors: readonly unknown[]): Observable<Chunk> =>
  hedge(sources(...errors.map((error) => throwError(() => error))), { delayMs }).stream(request);

describe('hedge', () => {
  describe('starts', () => {
    it('no other source where the first has content within the delay', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('----(sa)-----b-(f|)', chunks);
        const second = cold<Chunk>('a', chunks);
        const expected = '         ----(sa)-----b-(f|)';
        expectObservable(hedge(sources(first, second), { delayMs }).stream(request)).toBe(expected, chunks);
        expectSubscriptions(first.subscriptions).toBe('^--------------!');
        expectSubscriptions(second.subscriptions).toBe([]);
      });
    });

    it('the next after each delay without content, until one has some; that one wins and the others are closed at once', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('  ---------------------a', chunks);
        const second = cold<Chunk>('      --------(sb)-----b-(f|)', chunks);
        const third = cold<Chunk>('            ------c', chunks);
        const fourth = cold<Chunk>('                d', chunks);
        const expected = '         -------------(sb)-----b-(f|)';
        const result = hedge(sources(first, second, third, fourth), { delayMs });
        expectObservable(result.stream(request)).toBe(expected, chunks);
        expectSubscriptions(first.subscriptions).toBe(' ^------------!');
        expectSubscriptions(second.subscriptions).toBe('-----^------------------!');
        expectSubscriptions(third.subscriptions).toBe(' ----------^--!');
        expectSubscriptions(fourth.subscriptions).toBe([]);
      });
    });

    it('the next though the last one sent its start, which is no content', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>(' -s--------a', chunks);
        const second = cold<Chunk>('     --b|', chunks);
        expectObservable(hedge(sources(first, second), { delayMs }).stream(request)).toBe('-------b|', chunks);
        expectSubscriptions(first.subscriptions).toBe('^------!');
      });
    });

    it('the next at once when one fails, and the delay for the one after it anew', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>(' ---#', chunks, refused);
        const second = cold<Chunk>('   -------------b', chunks);
        const third = cold<Chunk>('         ---(c|)', chunks);
        const expected = '          -----------(c|)';
        expectObservable(hedge(sources(first, second, third), { delayMs }).stream(request)).toBe(expected, chunks);
        expectSubscriptions(first.subscriptions).toBe(' ^--!');
        expectSubscriptions(second.subscriptions).toBe('---^-------!');
        expectSubscriptions(third.subscriptions).toBe(' --------^--!');
      });
    });

    it('the next when any of those that run fails', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>(' ------------a', chunks);
        const second = cold<Chunk>('     --#', chunks, page);
        const third = cold<Chunk>('        -(c|)', chunks);
        expectObservable(hedge(sources(first, second, third), { delayMs }).stream(request)).toBe(
          '--------(c|)',
          chunks,
        );
        expectSubscriptions(first.subscriptions).toBe(' ^-------!');
        expectSubscriptions(third.subscriptions).toBe(' -------^!');
      });
    });

    it('the next at once when an answer ends without content', () => {
      runMarbles(({ cold, expectObservable }) => {
        const result = hedge(sources(cold<Chunk>('-s-(uf|)', chunks), cold<Chunk>('-(b|)', chunks)), { delayMs });
        expectObservable(result.stream(request)).toBe('----(b|)', chunks);
      });
    });

    it('all behind each other, not at once, with a delay of 0', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>(' --a', chunks);
        const second = cold<Chunk>('-(b|)', chunks);
        expectObservable(hedge(sources(first, second), { delayMs: 0 }).stream(request)).toBe('-(b|)', chunks);
        expectSubscriptions(first.subscriptions).toBe(' ^!');
        expectSubscriptions(second.subscriptions).toBe('^!');
      });
    });

    it('no other by time where the delay is endless, or longer than a timer can be', async () => {
      for (const endless of [Infinity, 2 ** 31, Number.MAX_VALUE]) {
        let asked = 0;
        const silent = defer(() => (asked++, NEVER));
        const waiting = hedge(sources(silent, silent), { delayMs: endless }).stream(request).subscribe();
        await new Promise((resolve) => setTimeout(resolve, 20));
        waiting.unsubscribe();
        assert.equal(asked, 1, `${endless}`);
      }
    });

    it('all anew with each subscription, and none before', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('--------a', chunks);
        const second = cold<Chunk>('-(b|)', chunks);
        const answer = hedge(sources(first, second), { delayMs }).stream(request);
        expectObservable(answer).toBe('            ------(b|)', chunks);
        expectObservable(answer, '--------^').toBe('--------------(b|)', chunks);
        expectSubscriptions(first.subscriptions).toBe(['^-----!', '--------^-----!']);
      });
    });
  });

  describe('lets nothing of a loser through', () => {
    it('where two have content in the same instant', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>(' --------(sa)b|', chunks);
        const second = cold<Chunk>('     ---(sc)d|', chunks);
        const expected = '          --------(sa)b|';
        expectObservable(hedge(sources(first, second), { delayMs }).stream(request)).toBe(expected, chunks);
        expectSubscriptions(second.subscriptions).toBe('-----^--!');
      });
    });

    it('neither chunks, errors nor its end', () => {
      runMarbles(({ hot, expectObservable }) => {
        for (const end of ['-#', '-|', 'bb']) {
          const loser = hot<Chunk>(`-----s---${end}`, chunks, refused);
          const winner = hot<Chunk>('-------(sa)--b|', chunks);
          expectObservable(hedge(sources(loser, winner), { delayMs }).stream(request)).toBe('-------(sa)--b|', chunks);
        }
      });
    });

    it('and has closed it before the first chunk of the winner goes out', () => {
      const events: string[] = [];
      const loser = new Observable<Chunk>(() => () => events.push('closed'));
      runMarbles(({ cold, flush }) => {
        const result = hedge(sources(loser, cold<Chunk>('--s-a', chunks)), { delayMs });
        result.stream(request).subscribe(({ type }) => events.push(type));
        flush();
      });
      assert.deepEqual(events, ['closed', 'start', 'text']);
    });

    it('even where a loser goes on as it is closed', () => {
      const late = new Observable<Chunk>((subscriber) => () => {
        subscriber.next(chunks.b);
        subscriber.error(refused);
      });
      runMarbles(({ cold, expectObservable }) => {
        const result = hedge(sources(late, cold<Chunk>('--a--|', chunks)), { delayMs });
        expectObservable(result.stream(request)).toBe('-------a--|', chunks);
      });
    });
  });

  describe('fails', () => {
    it('when all did, with the errors in the order in which they came', async () => {
      let error: unknown;
      runMarbles(({ cold, flush }) => {
        const wrongKey = new ProviderError({ kind: 'auth', status: 401, inBand: false, detail: '', retryable: false });
        hedge(
          sources(
            cold<Chunk>('---------------#', chunks, wrongKey),
            cold<Chunk>('     ---------#', chunks, refused),
            cold<Chunk>('          --|'),
          ),
          { delayMs },
        )
          .stream(request)
          .subscribe({ error: (reason: unknown) => (error = reason) });
        flush();
      });
      const { name, provider, errors, retryable } = error as AllSourcesFailedError;
      assert.deepEqual(
        { name, provider, retryable, errors: errors.map((one) => (one as Error).name) },
        {
          name: 'AllSourcesFailedError',
          provider: 'hedge(source 0, source 1, source 2)',
          retryable: false,
          errors: ['EmptyAnswerError', 'ConnectionError', 'ProviderError'],
        },
      );
    });

    it('at once where all fail as they are asked, retryable if the last is', async () => {
      const retryable = await errorOf(failing(page, 'no error', refused));
      assert.deepInclude(retryable, { name: 'AllSourcesFailedError', retryable: true });
      assert.isTrue([page, 'no error', refused].every((error, i) => (retryable['errors'] as unknown[])[i] === error));
      assert.deepInclude(await errorOf(failing(refused, page)), { name: 'AllSourcesFailedError', retryable: false });
    });

    for (const error of [
      new InvalidRequestError([{ path: 'stop', expected: 'nothing', message: 'stop is not supported' }]),
      new AbortError('enough'),
    ]) {
      it(`at ${error.name} of any, which passes as it is, and closes the others`, () => {
        runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
          const first = cold<Chunk>(' ---------a', chunks);
          const second = cold<Chunk>('     --#', chunks, error);
          const third = cold<Chunk>('           c', chunks);
          expectObservable(hedge(sources(first, second, third), { delayMs }).stream(request)).toBe(
            '-------#',
            undefined,
            error,
          );
          expectSubscriptions(first.subscriptions).toBe('^------!');
          expectSubscriptions(third.subscriptions).toBe([]);
        });
      });
    }

    it('with the error of the winner, as it is: two answers are never spliced', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Chunk>('--(sa)-b--#', chunks, refused);
        const second = cold<Chunk>('b', chunks);
        const expected = '         --(sa)-b--#';
        expectObservable(hedge(sources(first, second), { delayMs }).stream(request)).toBe(expected, chunks, refused);
        expectSubscriptions(second.subscriptions).toBe([]);
      });
    });
  });

  describe('with sources that give all at once', () => {
    it('takes the first that has content, and asks none behind it', () => {
      const asked: string[] = [];
      const counted = (name: string, answer: Observable<Chunk>): ChatSource =>
        fakeSource(name, () => {
          asked.push(name);
          return answer;
        });
      const entries = [
        counted(
          'refused',
          throwError(() => refused),
        ),
        counted('empty', EMPTY),
        counted('good', of(chunks.s, chunks.a, chunks.f)),
        counted('too late', of(chunks.b)),
      ];
      runMarbles(({ expectObservable }) => {
        expectObservable(hedge(entries, { delayMs }).stream(request)).toBe('(saf|)', chunks);
      });
      assert.deepEqual(asked, ['refused', 'empty', 'good']);
    });

    it('stops inside the chunk that a consumer had enough of', () => {
      let closedBehindTheFirst: boolean | undefined;
      const eager = new Observable<Chunk>((subscriber) => {
        subscriber.next(chunks.a);
        closedBehindTheFirst = subscriber.closed;
        subscriber.next(chunks.b);
      });
      runMarbles(({ expectObservable }) => {
        const result = hedge(
          sources(
            throwError(() => refused),
            eager,
          ),
          { delayMs },
        );
        expectObservable(result.stream(request).pipe(take(1))).toBe('(a|)', chunks);
      });
      assert.isTrue(closedBehindTheFirst);
    });
  });

  it('gives the malformed frames of the winner, in place, and takes none for content', () => {
    type Item = Either<MalformedFrame, Chunk>;
    const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };
    const values = { l: left(bad), m: left({ ...bad, index: 1 }), s: right(chunks.s), a: right(chunks.a) };
    const either = (name: string, answer: Observable<Item>): ChatSource => ({
      name,
      stream: () => ChunkStream.from(NEVER),
      streamEither: () => answer,
    });
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Item>('-l--l--l--l', values);
      const second = cold<Item>('     -m-(sa)-m|', values);
      const result = hedge([either('first', first), either('second', second)], { delayMs });
      expectObservable(result.streamEither(request)).toBe('--------(msa)m|', values);
      expectSubscriptions(first.subscriptions).toBe('^-------!');
    });
  });

  it('closes every source when it is unsubscribed, in each phase, and leaves no clock running', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Chunk>('        -------------------', chunks);
      const second = cold<Chunk>('            ---b--b--b', chunks);
      const third = cold<Chunk>('                -', chunks);
      const answer = hedge(sources(first, second, third), { delayMs }).stream(request);
      expectObservable(answer, '         --!').toBe('         -');
      expectObservable(answer, '         ------!').toBe('     -');
      expectObservable(answer, '         ----------!').toBe(' --------b', chunks);
      expectSubscriptions(first.subscriptions).toBe(['^-!', '^-----!', '^-------!']);
      expectSubscriptions(second.subscriptions).toBe(['-----^!', '-----^----!']);
      expectSubscriptions(third.subscriptions).toBe([]);
    });
  });

  it('asks an entry for its own model, and any other for the one of the request', async () => {
    const asked: ChatRequest[] = [];
    const deaf = (name: string): ChatSource =>
      fakeSource(name, (its) => {
        asked.push(its);
        return throwError(() => refused);
      });
    const source = hedge([deaf('a'), { source: deaf('b'), model: 'llama' }], { delayMs: 0 });
    await errorOf(source.stream({ ...request, model: 'gpt' }));
    await errorOf(source.streamEither(request));
    assert.deepEqual(
      asked.map(({ model }) => model),
      ['gpt', 'llama', undefined, 'llama'],
    );
  });

  it('works by methods that were taken off it', async () => {
    const { stream, streamEither } = hedge(sources(of(chunks.a)), { delayMs });
    assert.deepEqual((await outcomeOf(stream(request))).values, [chunks.a]);
    assert.deepEqual((await outcomeOf(streamEither(request))).values, [right(chunks.a)]);
  });

  it('refuses bad arguments, by their paths', () => {
    const entries = sources(NEVER);
    for (const options of [{ delayMs: -1 }, { delayMs: Number.NaN }, { delayMs: '5' }, {}]) {
      const refusal = { name: 'InvalidRequestError', paths: ['options/delayMs'] };
      assert.deepInclude(thrownBy(() => hedge(entries, options as { delayMs: number })) ?? {}, refusal);
    }
    assert.deepInclude(thrownBy(() => hedge([], { delayMs })) ?? {}, {
      name: 'InvalidRequestError',
      paths: ['entries'],
    });
    assert.deepInclude(thrownBy(() => hedge(entries, undefined as unknown as { delayMs: number })) ?? {}, {
      name: 'InvalidRequestError',
    });
  });
});
