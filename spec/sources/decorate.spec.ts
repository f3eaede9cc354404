import { left, right } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { expectTypeOf } from 'expect-type';
import { delay, EMPTY, filter, map, Observable, of, startWith, take, throwError } from 'rxjs';
import {
  type ChatRequest,
  type ChatSource,
  type Chunk,
  ConnectionError,
  decorate,
  type MalformedFrame,
  toAsyncIterable,
} from '../../lib/index.ts';
import { gateOf } from '../../lib/rx/Gate.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { watchedController } from '../support/watchSignal.ts';
import { chunks, fakeSource, request, thrownBy } from './fakeSource.ts';

const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };

/** Answers with the model that it was asked for. */
const echo = fakeSource('echo', ({ model = 'none' }) => of<Chunk>({ type: 'text', choice: 0, text: model }));

const modelsOf = async (source: ChatSource, asked: ChatRequest = request): Promise<unknown> => {
  const { values, error } = await outcomeOf(source.stream(asked));
  return error ?? values.map((chunk) => chunk.type === 'text' && chunk.text);
};

describe('decorate', () => {
  describe('a request', () => {
    for (const [how, give] of Object.entries({
      'as it is': (asked: ChatRequest) => ({ ...asked, model: 'm' }),
      'by a promise': async (asked: ChatRequest) => ({ ...asked, model: 'm' }),
      'by a stream, whose first value counts': (asked: ChatRequest) =>
        of({ ...asked, model: 'm' }, { ...asked, model: 'n' }),
    })) {
      it(`is sent ${how}`, async () => {
        assert.deepEqual(await modelsOf(decorate(echo, { request: give })), ['m']);
      });
    }

    it('is made for each subscription, and not before', () => {
      let made = 0;
      const source = decorate(echo, {
        request: (asked) => {
          made++;
          return asked;
        },
      });
      const answer = source.stream(request);
      assert.equal(made, 0);
      answer.subscribe();
      answer.subscribe();
      assert.equal(made, 2);
    });

    it('is made in virtual time', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const answer = cold<Chunk>('s-a-(f|)', chunks);
        const source = decorate(fakeSource('source', answer), { request: (asked) => of(asked).pipe(delay(3)) });
        expectObservable(source.stream(request)).toBe('---s-a-(f|)', chunks);
        expectSubscriptions(answer.subscriptions).toBe('---^---!');
      });
    });

    it('that nobody gives is an InvalidRequestError', async () => {
      const error = await errorOf(decorate(echo, { request: () => EMPTY }).stream(request));
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['by/request'], provider: 'echo' });
    });

    it('is not waited for once it is unsubscribed, or aborted', async () => {
      let closed = 0;
      const waiting = decorate(echo, { request: () => new Observable(() => () => void closed++) });
      waiting.stream(request).subscribe().unsubscribe();
      assert.equal(closed, 1);

      const { controller, listeners } = watchedController();
      const failing = errorOf(waiting.stream({ ...request, signal: controller.signal }));
      controller.abort();
      assert.equal((await failing).name, 'AbortError');
      assert.equal(closed, 2);
      assert.equal(listeners(), 0);
    });

    it('fails as its maker does, unchanged', async () => {
      const mine = new TypeError('mine');
      const makers = [
        () => {
          throw mine;
        },
        () => Promise.reject(mine),
        () => throwError(() => mine),
      ];
      for (const maker of makers) assert.strictEqual(await modelsOf(decorate(echo, { request: maker })), mine);
    });
  });

  describe('an answer', () => {
    it('is what the operators make of it, in both forms', async () => {
      const seen: (Chunk | undefined)[] = [];
      const inner = {
        name: 'inner',
        stream: () => of<Chunk>(chunks.a),
        streamEither: () => of(left(bad), right(chunks.a)),
      };
      const source = decorate(inner, {
        answer: (answer$, { chunkOf, toValue }) =>
          answer$.pipe(
            map((value) => {
              seen.push(chunkOf(value));
              return value;
            }),
            startWith(toValue(chunks.s)),
          ),
      });
      assert.deepEqual((await outcomeOf(source.stream(request))).values, [chunks.s, chunks.a]);
      assert.deepEqual((await outcomeOf(source.streamEither(request))).values, [
        right(chunks.s),
        left(bad),
        right(chunks.a),
      ]);
      assert.deepEqual(seen, [chunks.a, undefined, chunks.a]);
    });

    it('comes with the request as it was sent', async () => {
      const asked: unknown[] = [];
      const source = decorate(echo, {
        request: (given) => ({ ...given, model: 'm' }),
        answer: (answer$, { request: sent }) => {
          asked.push(sent.model);
          return answer$;
        },
      });
      await outcomeOf(source.stream(request));
      assert.deepEqual(asked, ['m']);
    });

    it('may do without the source', async () => {
      const never: ChatSource = fakeSource('never', () => assert.fail('it was asked'));
      const cached = decorate(never, { answer: (_, { toValue }) => of(toValue(chunks.b)) });
      assert.deepEqual((await outcomeOf(cached.stream(request))).values, [chunks.b]);
    });

    it('may be left early, which closes the source', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const answer = cold<Chunk>('s-a-b-c-(f|)', chunks);
        const source = decorate(fakeSource('source', answer), { answer: (answer$) => answer$.pipe(take(2)) });
        expectObservable(source.stream(request)).toBe('s-(a|)', chunks);
        expectSubscriptions(answer.subscriptions).toBe('^-!');
      });
    });

    it('fails as the operators do, unchanged', async () => {
      const mine = new TypeError('mine');
      const source = decorate(echo, {
        answer: () => {
          throw mine;
        },
      });
      assert.strictEqual(await modelsOf(source), mine);
    });

    it('keeps the gate', async () => {
      let found = false;
      const looking = fakeSource(
        'looking',
        new Observable((subscriber) => {
          found = gateOf(subscriber) !== undefined;
          subscriber.complete();
        }),
      );
      const source = decorate(looking, {
        request: async (asked) => asked,
        answer: (answer$) => answer$.pipe(filter(() => true)),
      });
      for await (const _ of toAsyncIterable(source.stream(request)));
      assert.isTrue(found);
    });
  });

  it('changes nothing where nothing is given', async () => {
    const failure = new ConnectionError('ECONNREFUSED');
    const plain = decorate(
      fakeSource(
        'source',
        throwError(() => failure),
      ),
      {},
    );
    assert.equal(plain.name, 'source');
    assert.strictEqual(await errorOf(plain.stream(request)), failure as never);
    assert.strictEqual(await errorOf(plain.streamEither(request)), failure as never);
  });

  it('has the name that it is given, and methods that work when taken off it', async () => {
    const { name, stream, streamEither } = decorate(echo, { name: 'mine' });
    assert.equal(name, 'mine');
    assert.lengthOf((await outcomeOf(stream(request))).values, 1);
    assert.lengthOf((await outcomeOf(streamEither(request))).values, 1);
  });

  it('takes a source without streamEither', async () => {
    const source = decorate({ name: 'plain', stream: () => of(chunks.a) }, {});
    assert.deepEqual((await outcomeOf(source.streamEither(request))).values, [right(chunks.a)]);
  });

  for (const [by, paths] of [
    [{ requests: () => request }, ['by/requests']],
    [{ request: {} }, ['by/request']],
    [{ answer: 1 }, ['by/answer']],
    [{ name: 1 }, ['by/name']],
    [undefined, ['by']],
  ] as const) {
    it(`refuses ${JSON.stringify(by)} at once`, () => {
      assert.deepInclude(
        thrownBy(() => decorate(echo, by as never)),
        { name: 'InvalidRequestError', paths },
      );
    });
  }

  it('refuses what is no source', () => {
    assert.deepInclude(
      thrownBy(() => decorate(undefined as never, {})),
      { name: 'InvalidRequestError', paths: ['source'] },
    );
  });

  it('has types', () => {
    decorate(echo, {
      answer: (answer$, context) => {
        expectTypeOf(context.request).toEqualTypeOf<ChatRequest>();
        expectTypeOf(context.chunkOf).returns.toEqualTypeOf<Chunk | undefined>();
        return answer$;
      },
    });
  });
});
