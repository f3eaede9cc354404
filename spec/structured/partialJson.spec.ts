import { assert } from 'chai';
import { from, map, Subject } from 'rxjs';
import { type Chunk, toText } from '../../lib/index.ts';
import { partialJson } from '../../lib/structured/partialJson.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

describe('partialJson', () => {
  it('emits the value so far after each piece that changes it', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const pieces = { a: '{"name":"A', b: 'da","age":3', c: '6,"tags":[tr', d: 'ue', e: ']}', f: '\n' };
      const text = hot('   -a-b-c-d-e-f-|', pieces);
      const subs = '       ^------------!';
      const expected = '   -a-b-c-d-----|';

      expectObservable(text.pipe(partialJson())).toBe(expected, {
        a: { name: 'A' },
        b: { name: 'Ada' },
        c: { name: 'Ada', age: 36, tags: [] },
        d: { name: 'Ada', age: 36, tags: [true] },
      });
      expectSubscriptions(text.subscriptions).toBe(subs);
    });
  });

  it('emits a number that is the whole text at completion', () => {
    runMarbles(({ hot, expectObservable }) => {
      const text = hot('  -a-b---|   ', { a: '4', b: '2' });
      const expected = '  -------(v|)';

      expectObservable(text.pipe(partialJson())).toBe(expected, { v: 42 });
    });
  });

  it('completes after the last good value where the text is not JSON, and unsubscribes the source', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const text = hot('  -a--b----c-', { a: '[1,2', b: ',3,]', c: '4]' });
      const subs = '      ^---!      ';
      const expected = '  -a--(b|)   ';

      expectObservable(text.pipe(partialJson())).toBe(expected, { a: [1], b: [1, 2, 3] });
      expectSubscriptions(text.subscriptions).toBe(subs);
    });
  });

  it('emits nothing of what is prose, and completes', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const text = hot('  -a--b--|', { a: ' Sure', b: '! {"a":1}' });
      const subs = '      ^!      ';
      const expected = '  -|      ';

      expectObservable(text.pipe(partialJson())).toBe(expected);
      expectSubscriptions(text.subscriptions).toBe(subs);
    });
  });

  it('completes after a value that something follows', () => {
    runMarbles(({ hot, expectObservable }) => {
      const text = hot('  -a--b--c--d--|', { a: '{"a":', b: '1}', c: '\nDone', d: '.' });
      const expected = '  -a--b--|      ';

      expectObservable(text.pipe(partialJson())).toBe(expected, { a: {}, b: { a: 1 } });
    });
  });

  it('leaves the last value where the text ends early', () => {
    runMarbles(({ hot, expectObservable }) => {
      const text = hot('  -a--b--|', { a: '{"a":"x', b: '","b":12' });
      const expected = '  -a-----|';

      expectObservable(text.pipe(partialJson())).toBe(expected, { a: { a: 'x' } });
    });
  });

  it('passes an error on after the last value', () => {
    runMarbles(({ hot, expectObservable }) => {
      const text = hot('  -a--#', { a: '["x' });
      const expected = '  -a--#';

      expectObservable(text.pipe(partialJson())).toBe(expected, { a: ['x'] });
    });
  });

  it('takes a code fence off', () => {
    assert.deepEqual(drain(from(['```json\n', '{"a":', '1}', '\n```', '\n']).pipe(partialJson())), [{}, { a: 1 }]);
  });

  it('reads the text of an answer, and the arguments of a tool', () => {
    const chunks: Chunk[] = [
      { type: 'text', choice: 0, text: '["He' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"city":"Par' },
      { type: 'text', choice: 0, text: 'llo"]' },
      { type: 'tool-call', choice: 0, index: 0, arguments: 'is"}' },
    ];
    assert.deepEqual(drain(from(chunks).pipe(toText(), partialJson())), [['He'], ['Hello']]);
    const pieces = chunks.map((chunk) => (chunk.type === 'tool-call' ? chunk.arguments : ''));
    assert.deepEqual(drain(from(pieces).pipe(partialJson())), [{ city: 'Par' }, { city: 'Paris' }]);
  });

  it('shares what is complete between values, which do not change', () => {
    const values = drain(from(['[{"a":1},{"b":"x', 'y"},', '3]']).pipe(partialJson())) as {
      a?: number;
      b?: string;
    }[][];
    assert.deepEqual(values, [
      [{ a: 1 }, { b: 'x' }],
      [{ a: 1 }, { b: 'xy' }],
      [{ a: 1 }, { b: 'xy' }, 3],
    ] as typeof values);
    assert.strictEqual(values[1]?.[0], values[0]?.[0]);
    assert.strictEqual(values[2]?.[1], values[1]?.[1]);
    assert.notStrictEqual(values[1]?.[1], values[0]?.[1]);
  });

  it('reads pieces that come while it emits', () => {
    const pieces = new Subject<string>();
    const seen: string[] = [];
    pieces
      .pipe(
        partialJson(),
        map((value) => JSON.stringify(value)),
      )
      .subscribe({
        next: (value) => {
          seen.push(value);
          if (value === '["a"]') pieces.next('b"');
          if (value === '["ab"]') pieces.next(',}');
        },
        complete: () => seen.push('complete'),
      });
    pieces.next('["a');
    assert.deepEqual(seen, ['["a"]', '["ab"]', 'complete']);
    assert.isFalse(pieces.observed);
  });

  describe('at a pace', () => {
    const pieces = { a: '["a', b: 'b', c: 'c', d: '",1', e: ']', x: '}' };
    const values = { a: ['a'], b: ['ab'], c: ['abc'], d: ['abc'], e: ['abc', 1] };

    it('emits the first value at once, then one in so much time, if there is one, and the last one at completion', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const text = hot('  -ab-c--------d-e--|    ', pieces);
        const subs = '      ^-----------------!    ';
        const expected = '  -a---c-----------e|    ';

        // `d` ends a string, which does not change the value.
        expectObservable(text.pipe(partialJson({ everyMs: 4 }))).toBe(
          expected.replace('-----------e|', '---------e--|'),
          values,
        );
        expectSubscriptions(text.subscriptions).toBe(subs);
      });
    });

    it('emits the last value before the end of whatever kind', () => {
      runMarbles(({ hot, expectObservable }) => {
        expectObservable(hot('-ab|  ', pieces).pipe(partialJson({ everyMs: 9 }))).toBe('-a-(b|)', values);
        expectObservable(hot('-ab#  ', pieces).pipe(partialJson({ everyMs: 9 }))).toBe('-a-(b#)', values);
        expectObservable(hot('-abdx-', pieces).pipe(partialJson({ everyMs: 9 }))).toBe('-a--(b|)', {
          ...values,
          b: ['ab', 1],
        });
        expectObservable(hot('-1|   ', { 1: '1' }).pipe(partialJson({ everyMs: 9 }))).toBe('--(1|)', { 1: 1 });
      });
    });

    it('refuses a pace that is none', () => {
      for (const everyMs of [0, -1, NaN, 'often' as never]) {
        assert.throws(() => partialJson({ everyMs }), 'options/everyMs must be a number of milliseconds above 0');
      }
    });

    it('looks at the value when it is due alone', () => {
      const pieces$ = new Subject<string>();
      const seen: unknown[] = [];
      pieces$.pipe(partialJson({ everyMs: 60_000 })).subscribe((value) => seen.push(value));
      pieces$.next('[{"a":');
      for (let i = 0; i < 5; i++) pieces$.next(`${i}},{"a":`);
      pieces$.next('5}]');
      pieces$.complete();
      const last = [0, 1, 2, 3, 4, 5].map((a) => ({ a }));
      assert.deepEqual(seen, [[{}], last]);
    });
  });

  describe('while much is open, which is copied for each value,', () => {
    const openings: Readonly<Record<string, readonly [size: number, most: string, more: string, rest: string]>> = {
      'a list of 2,048 elements': [2048, `[${'0,'.repeat(2048)}`, '0,', '0]'],
      'an object of 256 members': [256, `{${membersOf(256)}`, '"x":0,', '"last":0}'],
      'two lists, one in the other': [2048, `[${'0,'.repeat(1024)}[${'0,'.repeat(1024)}`, '0,', '0]]'],
    };
    for (const [name, [size, most, more, rest]] of Object.entries(openings)) {
      it(`emits one for each piece up to ${name}, and then one a frame of the screen`, () => {
        runMarbles(({ hot, expectObservable }) => {
          const text = hot('  -m-o-p-q-------------------s-r|', {
            m: most,
            o: more,
            p: more.replace('x', 'y'),
            q: more.replace('x', 'z'),
            s: more.replace('x', '-'),
            r: rest,
          });
          const expected = '  -a-b---------------c---------d|';
          const sizes = text.pipe(
            partialJson(),
            map((value) => numbersIn(value)),
          );
          expectObservable(sizes).toBe(expected, { a: size, b: size + 1, c: size + 3, d: size + 5 });
        });
      });
    }

    it('emits one for each piece again once it is complete', () => {
      const pieces = new Subject<string>();
      let count = 0;
      pieces.pipe(partialJson()).subscribe(() => count++);
      pieces.next(`{"long":[${'0,'.repeat(3000)}`);
      for (const piece of ['1', ',2', ',3', '],']) pieces.next(piece);
      assert.equal(count, 2);
      for (const piece of ['"a":"b', 'c', 'd']) pieces.next(piece);
      assert.equal(count, 5);
    });

    const answers: Readonly<Record<string, (length: number) => readonly string[]>> = {
      'one flat list': (length) =>
        Array.from({ length: length / 7 }, (_, i) => `${i === 0 ? '[' : ','}${String(100_000 + i)}`).concat(']'),
      'one flat object': (length) =>
        Array.from({ length: length / 16 }, (_, i) => `${i === 0 ? '{' : ','}"m${100_000 + i}":"x"`).concat('}'),
      'a list of rows': (length) =>
        Array.from({ length: length / 20 }, (_, i) => `${i === 0 ? '[' : ','}{"row":${100_000 + i}}`).concat(']'),
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`costs as much for each character of ${name}, which would cost its square`, function () {
        this.timeout(120_000);
        const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
          const pieces = answer(length);
          return () => {
            let last: unknown;
            from(pieces)
              .pipe(partialJson())
              .subscribe((value) => (last = value));
            assert.lengthOf(Object.keys(last as object), pieces.length - 1);
          };
        });
        assert.isBelow(growth, 4);
      });
    }
  });

  it('reads for each subscription alone', () => {
    const pieces = new Subject<string>();
    const values$ = pieces.pipe(partialJson());
    const seen: unknown[] = [];
    values$.subscribe((value) => seen.push(value));
    pieces.next('[');
    values$.subscribe((value) => seen.push(value));
    pieces.next('"a"');
    assert.deepEqual(seen, [[], ['a'], 'a']);
  });
});

/** Members of an object, of different names. */
function membersOf(count: number): string {
  return Array.from({ length: count }, (_, i) => `"member${i}":0,`).join('');
}

function numbersIn(value: unknown): number {
  if (typeof value === 'number') return 1;
  return Object.values(value as object).reduce((sum: number, member) => sum + numbersIn(member), 0);
}
