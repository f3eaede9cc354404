import { assert } from 'chai';
import * as fc from 'fast-check';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { firstValueFrom, from, of, Subject } from 'rxjs';
import * as z from 'zod';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { elements } from '../../lib/structured/elements.ts';
import type { ObjectFailure } from '../../lib/structured/ObjectFailure.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { PausableSource } from '../support/PausableSource.ts';
import { anyDocument } from './anyDocument.ts';
import { finish, text } from './chunks.ts';
import { cutAnswer } from './cutAnswer.ts';
import { writeJson } from './writeJson.ts';

const City = t.type({ name: t.string });

describe('elements', () => {
  it('emits each element as soon as it is whole', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-s-a-b-c-d-e-f-|', {
        s: { type: 'start' },
        a: text('{"title":"Cities","cities":[{"name":"Os'),
        b: text('lo"}'),
        c: text(',{"name":"Rome"},{"na'),
        d: text('me":"Paris"}]'),
        e: text(',"more":[{"name":"Bonn"}]}'),
        f: finish('stop'),
      } satisfies Record<string, Chunk>);
      const subs = '      ^--------------!';
      const expected = '  -----b-c-d-----|';

      const cities = { b: right({ name: 'Oslo' }), c: right({ name: 'Rome' }), d: right({ name: 'Paris' }) };
      expectObservable(chunks.pipe(elements(['cities'], City))).toBe(expected, cities);
      expectObservable(chunks.pipe(elements(['cities']))).toBe(expected, cities);
      expectSubscriptions(chunks.subscriptions).toBe([subs, subs]);
    });
  });

  it('emits texts and numbers when nothing can be added to them', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-a-b-c-d-e-|', {
        a: text('["x'),
        b: text('y"'),
        c: text(',1'),
        d: text('2'),
        e: text(']'),
      });
      const expected = '  ---b-----e-|';

      expectObservable(chunks.pipe(elements([]))).toBe(expected, { b: right('xy'), e: right(12) });
    });
  });

  it('finds a list wherever it is', () => {
    const chunks = [text('{"a":[0,{"b":[[1],[2,3'), text(']]}]}')];
    const at = (path: readonly (string | number)[]): unknown[] => drain(from(chunks).pipe(elements(path)));
    assert.deepEqual(at(['a', 1, 'b', 1]), [right(2), right(3)]);
    assert.deepEqual(at(['a', 1, 'b']), [right([1]), right([2, 3])]);
    assert.deepEqual(at(['a']), [right(0), right({ b: [[1], [2, 3]] })]);
  });

  it('puts what does not fit in its place, and goes on', () => {
    const chunks = [text('{"cities":[{"name":"Oslo"},{"name":1},'), text('{"name":"Rome"}]}')];
    const misfit: ObjectFailure = {
      reason: 'schema',
      errors: ['name must be a string'],
      text: '{"name":1}',
      partial: { name: 1 },
    };
    assert.deepEqual(drain(from(chunks).pipe(elements(['cities'], City))), [
      right({ name: 'Oslo' }),
      left(misfit),
      right({ name: 'Rome' }),
    ]);
  });

  it('gives what the schema makes of an element', () => {
    const schema = z.object({ name: z.string(), days: z.number().default(3) });
    assert.deepEqual(drain(of(text('[{"name":"Oslo"}]')).pipe(elements([], schema))), [
      right({ name: 'Oslo', days: 3 }),
    ]);
  });

  describe('ends with one failure where the list does not come to its end:', () => {
    type Row = readonly [name: string, chunks: readonly Chunk[], count: number, failure: Omit<ObjectFailure, 'text'>];
    const table: readonly Row[] = [
      [
        'at the limit of tokens',
        [text('{"a":[1,2,{"b":'), finish('length')],
        2,
        {
          reason: 'cut',
          errors: ['the text ends before the value does: the limit of tokens was reached'],
          partial: { a: [1, 2, {}] },
        },
      ],
      [
        'where the text just ends',
        [text('{"a":[1,2')],
        1,
        { reason: 'cut', errors: ['the text ends inside the number at a/1'], partial: { a: [1] } },
      ],
      [
        'where it is not JSON',
        [text('{"a":[1,'), text(']')],
        1,
        { reason: 'json', errors: ['at offset 8, a value is expected'], partial: { a: [1] } },
      ],
      ['in prose', [text('Sure!')], 0, { reason: 'json', errors: ['at offset 0, a value is expected'] }],
      ['without text', [finish('stop')], 0, { reason: 'empty', errors: ['the answer has no text'] }],
      [
        'refused',
        [{ type: 'refusal', choice: 0, text: 'No.' }],
        0,
        { reason: 'refusal', errors: ['the model refused'] },
      ],
      [
        'filtered',
        [text('{"a":[1,'), finish('content-filter')],
        1,
        { reason: 'filtered', errors: ['the provider withheld the rest'], partial: { a: [1] } },
      ],
      [
        'where there is none',
        [text('{"b":[1]}'), finish('stop')],
        0,
        { reason: 'schema', errors: ['a must be an array'], partial: { b: [1] } },
      ],
      [
        'where something else stands',
        [text('{"a":{"0":1,"length":1}}')],
        0,
        { reason: 'schema', errors: ['a must be an array'], partial: { a: { 0: 1, length: 1 } } },
      ],
      [
        'where a number is all there is',
        [text('12'), finish('stop')],
        0,
        { reason: 'schema', errors: ['a must be an array'], partial: 12 },
      ],
    ];
    for (const [name, chunks, count, failure] of table) {
      it(name, () => {
        const found = drain(from(chunks).pipe(elements(['a'])));
        const last = found.pop();
        assert.deepEqual(
          found,
          [1, 2].slice(0, count).map((value) => right(value)),
        );
        assert.deepInclude(isLeft(last as never) ? (last as { left: object }).left : {}, failure);
      });
    }

    it('of the whole answer', () => {
      assert.deepEqual(drain(of(text('{}')).pipe(elements([]))), [
        left<ObjectFailure>({ reason: 'schema', errors: ['the value must be an array'], text: '{}', partial: {} }),
      ]);
    });
  });

  describe('does not care, once the list is whole,', () => {
    for (const [name, chunks] of Object.entries<readonly Chunk[]>({
      'whether the rest is cut': [text('{"a":[1],"b":"te'), finish('length')],
      'whether the rest is JSON': [text('{"a":[1],}'), finish('stop')],
      'for what follows': [text('{"a":[1]}\n\nDone.'), finish('stop')],
      'whether the rest is filtered': [text('{"a":[1],'), finish('content-filter')],
    })) {
      it(name, () => assert.deepEqual(drain(from(chunks).pipe(elements(['a']))), [right(1)]));
    }
  });

  it('completes where the text is no JSON any more, and unsubscribes the source', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-a--b----', { a: text('[1,2'), b: text(',}') });
      const subs = '      ^---!    ';
      const expected = '  -a--(bl|)';
      const failure: ObjectFailure = {
        reason: 'json',
        errors: ['at offset 5, a value is expected'],
        text: '[1,2,}',
        partial: [1, 2],
      };

      expectObservable(chunks.pipe(elements([]))).toBe(expected, { a: right(1), b: right(2), l: left(failure) });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('passes an error on, after what had come', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-a--#', { a: text('[1,2') });

      expectObservable(chunks.pipe(elements([], t.number))).toBe('-a--#', { a: right(1) });
    });
  });

  it('keeps the order of elements that come in while one is emitted', () => {
    const chunks = new Subject<Chunk>();
    const seen: unknown[] = [];
    chunks.pipe(elements([])).subscribe((element) => {
      seen.push((element as { right: number }).right);
      if (seen.length === 1) chunks.next(text('4,5,'));
      if (seen.length === 4) chunks.next(text('6]'));
    });
    chunks.next(text('[1,2,3,'));
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6]);
  });

  it('reads the choice that it is told', () => {
    const chunks = [text('[1,'), text('[2]', 1), text('3]')];
    assert.deepEqual(drain(from(chunks).pipe(elements([], t.number, { choice: 1 }))), [right(2)]);
    assert.deepEqual(drain(from(chunks).pipe(elements([], undefined, { choice: 1 }))), [right(2)]);
  });

  it('refuses a path that is not an array', () => {
    assert.throws(() => elements('cities' as never), 'path must be an array of keys and indexes');
  });

  describe('with a schema that takes its time', () => {
    /** Answers in the wrong order, if it is not awaited. */
    const slow = z.number().refine(async (n) => {
      for (let i = 0; i < 10 - n; i++) await Promise.resolve();
      return n !== 3;
    }, 'not three');

    it('emits in the order of the elements', async () => {
      const { values, completed } = await outcomeOf(of(text('[1,2,3,4]')).pipe(elements([], slow)));
      assert.isTrue(completed);
      assert.deepEqual(values, [
        right(1),
        right(2),
        left<ObjectFailure>({ reason: 'schema', errors: ['not three'], text: '3', partial: 3 }),
        right(4),
      ]);
    });

    it('tells of a list that is cut after the elements that had come', async () => {
      const { values } = await outcomeOf(of(text('[1,2,')).pipe(elements([], slow)));
      assert.deepEqual(
        values.map((value: Either<unknown, unknown>) => value._tag),
        ['Right', 'Right', 'Left'],
      );
    });

    it('pauses the source while many elements wait', async () => {
      const source = new PausableSource<Chunk>();
      const done = new Subject<void>();
      const isDone = async (): Promise<boolean> => {
        await firstValueFrom(done);
        return true;
      };
      const one = new Promise((resolve) => {
        source.pipe(elements([], z.number().refine(isDone))).subscribe(resolve);
      });
      source.emit(text(`[${'1,'.repeat(65)}`));
      assert.isFalse(source.paused, 'one is looked at, 64 wait');
      source.emit(text('1,'));
      assert.isTrue(source.paused);
      done.next();
      await one;
      await Promise.resolve();
      assert.deepEqual(source.log, ['pause', 'resume']);
    });

    it('passes on what it throws', async () => {
      const failing = z.number().transform(() => Promise.reject<number>(new Error('mine')));
      assert.equal((await errorOf(of(text('[1]')).pipe(elements([], failing)))).message, 'mine');
    });
  });

  it('leaves the gate of a consumer to be found', async () => {
    for (const schema of [undefined, t.number]) {
      const source = new PausableSource<Chunk>();
      const iterator = toAsyncIterable(source.pipe(elements([], schema)), { highWaterMark: 2 })[Symbol.asyncIterator]();
      const first = iterator.next();
      source.emit(text('[1,2,3,4,'));
      await first;
      assert.isTrue(source.paused);
      await iterator.return?.();
      assert.isFalse(source.observed);
    }
  });

  it('finds in any document, cut anywhere and among other chunks, each element once and as soon as it can', () => {
    fc.assert(
      fc.property(
        fc.array(anyDocument, { maxLength: 5 }),
        fc.nat(),
        fc.array(fc.nat(300), { maxLength: 12 }),
        (documents, seed, cuts) => {
          const written = documents.map((document, i) => writeJson(document, seed + i).text);
          const whole = `{"before":[[]],"a":[{"list":[${written.join(',')}]}],"after":[1]}`;
          const ends = written.map((_, i) => whole.indexOf('list') + 7 + written.slice(0, i + 1).join(',').length);
          const expected = written.map((json) => right(JSON.parse(json) as unknown));

          const seen: unknown[] = [];
          const chunks = new Subject<Chunk>();
          chunks.pipe(elements(['a', 0, 'list'])).subscribe((element) => seen.push(element));
          for (const { chunk, end } of cutAnswer(whole, cuts)) {
            chunks.next(chunk);
            // An element is certain at its last character, but for a number, which ends with what follows it.
            const certain = ends.filter((elementEnd) => elementEnd < end).length;
            const begun = written.filter((json, i) => (ends[i] ?? 0) - json.length + json.trim().length <= end).length;
            assert.isAtLeast(seen.length, certain);
            assert.isAtMost(seen.length, begun);
          }
          chunks.complete();
          assert.strictEqual(JSON.stringify(seen), JSON.stringify(expected));
        },
      ),
      { seed: 20_260_405, numRuns: 500 },
    );
  });

  it('gives of any part of a document the elements that are whole, and one failure', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 5 }), fc.nat(), fc.nat(300), (documents, seed, length) => {
        const written = documents.map((document, i) => writeJson(document, seed + i).text);
        const whole = `[${written.join(',')}]`;
        const part = whole.slice(0, length % whole.length);
        const found = drain(from([text(part), finish('length')]).pipe(elements([])));
        const last = found.pop();
        assert.equal(isLeft(last as never) && (last as { left: ObjectFailure }).left.reason, 'cut');
        assert.deepEqual(
          found,
          written.slice(0, found.length).map((json) => right(JSON.parse(json) as unknown)),
        );
      }),
      { seed: 20_260_406, numRuns: 500 },
    );
  });

  describe('costs as much for each character of an answer of 1 MiB', function () {
    this.timeout(120_000);

    const answers: Readonly<Record<string, (length: number) => string>> = {
      'of very many elements': (length) => `{"list":[${'{"a":"text"},'.repeat(length / 13)}{}]}`,
      'of numbers': (length) => `{"list":[${'123456,'.repeat(length / 7)}0]}`,
      'of elements that are long': (length) => `{"list":[${`{"a":"${'x'.repeat(length / 20)}"},`.repeat(20)}{}]}`,
    };
    for (const [name, answer] of Object.entries(answers)) {
      for (const schema of [undefined, t.unknown]) {
        it(`${name}, ${schema === undefined ? 'unchecked' : 'checked'}`, () => {
          const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
            const whole = answer(length);
            const chunks = (whole.match(/[^]{1,20}/g) ?? []).map((piece) => text(piece));
            const count = (JSON.parse(whole) as { list: unknown[] }).list.length;
            return () => assert.lengthOf(drain(from(chunks).pipe(elements(['list'], schema))), count);
          });
          assert.isBelow(growth, 4);
        });
      }
    }
  });
});
