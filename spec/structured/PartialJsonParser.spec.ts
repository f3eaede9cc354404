import { assert } from 'chai';
import * as fc from 'fast-check';
import { PartialJsonParser } from '../../lib/structured/PartialJsonParser.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { anyDocument, anyDocumentWithDuplicates } from './anyDocument.ts';
import { writeJson } from './writeJson.ts';

const anySeed = fc.nat();
const anyCuts = fc.array(fc.nat(300), { maxLength: 12 });

describe('PartialJsonParser', () => {
  describe('of 200 documents, at each of their prefixes,', () => {
    it('knows all that is certain, and nothing else', () => {
      let prefixes = 0;
      fc.assert(
        fc.property(anyDocument, anySeed, (document, seed) => {
          const { text, steps, value } = writeJson(document, seed);
          // The one who writes is right.
          assertSame(JSON.parse(text), value, text);
          const parser = new PartialJsonParser();
          steps.forEach(({ unit, certain }, i) => {
            parser.write(unit);
            assertSame(parser.value, certain, text.slice(0, i + 1));
            assert.isUndefined(parser.failure);
          });
          parser.end();
          assertSame(parser.value, value, text);
          assert.isTrue(parser.isComplete);
          prefixes += steps.length;
        }),
        { seed: 20_260_306, numRuns: 200 },
      );
      assert.isAtLeast(prefixes, 10_000);
    });

    it('gives values of which the next one only has more', () => {
      fc.assert(
        fc.property(anyDocument, anySeed, (document, seed) => {
          const { text } = writeJson(document, seed);
          const whole: unknown = JSON.parse(text);
          const parser = new PartialJsonParser();
          let last: unknown;
          for (const unit of text) {
            const changed = parser.write(unit);
            const { value } = parser;
            assertGrows(last, value);
            assertShares(last, value);
            assertGrows(value, whole);
            assert.equal(changed, value !== last);
            last = value;
          }
        }),
        { seed: 20_260_307, numRuns: 200 },
      );
    });
  });

  it('knows the same wherever the text is cut, and tells whether a piece has changed something', () => {
    fc.assert(
      fc.property(anyDocument, anySeed, anyCuts, (document, seed, cuts) => {
        const { text, steps } = writeJson(document, seed);
        const parser = new PartialJsonParser();
        let last: unknown;
        for (const [piece, end] of piecesOf(text, cuts)) {
          const changed = parser.write(piece);
          const certain = steps[end - 1]?.certain;
          assertSame(parser.value, certain, text.slice(0, end));
          assert.equal(changed, !isSame(certain, last));
          last = certain;
        }
      }),
      { seed: 20_260_308, numRuns: 500 },
    );
  });

  it('gives values that never change, and is not hindered by one that cannot', () => {
    fc.assert(
      fc.property(anyDocument, anySeed, anyCuts, (document, seed, cuts) => {
        const { text, value } = writeJson(document, seed);
        const parser = new PartialJsonParser();
        const given: (readonly [unknown, string])[] = [];
        for (const [piece] of piecesOf(text, cuts)) {
          parser.write(piece);
          freeze(parser.value);
          given.push([parser.value, JSON.stringify(parser.value)]);
        }
        parser.end();
        assertSame(parser.value, value, text);
        for (const [snapshot, was] of given) assert.strictEqual(JSON.stringify(snapshot), was);
      }),
      { seed: 20_260_309, numRuns: 500 },
    );
  });

  it('takes the last of two members with one key, in the place of the first, as `JSON.parse` does', () => {
    fc.assert(
      fc.property(anyDocumentWithDuplicates, anySeed, (document, seed) => {
        const { text, steps } = writeJson(document, seed);
        const parser = new PartialJsonParser();
        for (const { unit, certain } of steps) {
          parser.write(unit);
          freeze(parser.value);
          assertSame(parser.value, certain, text);
        }
        parser.end();
        assertSame(parser.value, JSON.parse(text), text);
      }),
      { seed: 20_260_310, numRuns: 300 },
    );
  });

  it('agrees with `JSON.parse` on what is JSON, whatever is done to a document', () => {
    let whole = 0;
    const anyChange = fc.tuple(
      fc.nat(200),
      fc.nat(2),
      fc.constantFrom(...Array.from('{}[]",:\\0123-+.eEtfnu \n\t\u0000x')),
    );
    fc.assert(
      fc.property(
        anyDocument,
        anySeed,
        fc.array(anyChange, { maxLength: 2 }),
        anyCuts,
        (document, seed, changes, cuts) => {
          let { text } = writeJson(document, seed);
          for (const [at, removed, added] of changes) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + added + text.slice(from + removed);
          }
          const parser = new PartialJsonParser();
          for (const [piece] of piecesOf(text, cuts)) parser.write(piece);
          parser.end();
          const parsed = parse(text);
          assert.equal(parser.isComplete && !parser.failure, parsed !== undefined, text);
          if (parsed) {
            whole++;
            assertSame(parser.value, parsed.value, text);
          }
        },
      ),
      { seed: 20_260_311, numRuns: 5_000 },
    );
    assert.isAtLeast(whole, 1_000);
  });

  describe('shows', () => {
    /** Pieces, each with the value after it. */
    const table: readonly (readonly [name: string, pieces: readonly (readonly [piece: string, value: unknown])[]])[] = [
      [
        'nothing before the value begins',
        [
          ['', undefined],
          [' \n', undefined],
          ['{', {}],
        ],
      ],
      [
        'a number when it has ended',
        [
          ['[1', []],
          ['2', []],
          ['.', []],
          ['50', []],
          ['e', []],
          ['1', []],
          [',', [125]],
        ],
      ],
      [
        'a number that white space ends',
        [
          ['{"a":-0', {}],
          [' ', { a: -0 }],
        ],
      ],
      [
        'a literal when it is whole',
        [
          ['[t', []],
          ['ru', []],
          ['e', [true]],
          [',nul', [true]],
          ['l', [true, null]],
        ],
      ],
      [
        'a key with its value',
        [
          ['{"a', {}],
          ['b"', {}],
          [':', {}],
          [' ', {}],
          ['"', { ab: '' }],
          ['"', { ab: '' }],
          [',"c":[', { ab: '', c: [] }],
        ],
      ],
      [
        'a string as it grows',
        [
          ['"', ''],
          ['Hel', 'Hel'],
          ['lo', 'Hello'],
          ['"', 'Hello'],
        ],
      ],
      [
        'escapes when they are whole',
        [
          ['"a\\', 'a'],
          ['n', 'a\n'],
          ['\\u', 'a\n'],
          ['00', 'a\n'],
          ['e9', 'a\né'],
        ],
      ],
      [
        'a surrogate pair when it is whole',
        [
          ['"a\ud83d', 'a'],
          ['\ude00b', 'a😀b'],
        ],
      ],
      [
        'an escaped pair when it is whole',
        [
          ['"\\ud83d', ''],
          ['\\ude0', ''],
          ['0', '😀'],
        ],
      ],
      [
        'a pair of which one half is escaped',
        [
          ['"\\ud83d', ''],
          ['\ude00', '😀'],
          ['\ud83d', '😀'],
          ['\\uDE00', '😀😀'],
        ],
      ],
      [
        'half a pair, when its other half does not come',
        [
          ['"\\ud83d', ''],
          ['x', '\ud83dx'],
          ['\\ud83d', '\ud83dx'],
          ['"', '\ud83dx\ud83d'],
        ],
      ],
      [
        'first halves, one after another',
        [
          ['"\ud83d', ''],
          ['\ud83d', '\ud83d'],
          ['\ude00', '\ud83d😀'],
        ],
      ],
      [
        'a second half alone',
        [
          ['["\ude00', ['\ude00']],
          ['\\ude00', ['\ude00\ude00']],
        ],
      ],
      ['several values of one piece', [['{"a":[1,{"b":"x"},[]],"c', { a: [1, { b: 'x' }, []] }]]],
      [
        'an empty array, an empty object',
        [
          ['[[', [[]]],
          [']', [[]]],
          [',{', [[], {}]],
          ['}', [[], {}]],
          [']', [[], {}]],
        ],
      ],
    ];
    for (const [name, pieces] of table) {
      it(name, () => {
        const parser = new PartialJsonParser();
        for (const [piece, value] of pieces) {
          parser.write(piece);
          assertSame(parser.value, value, piece);
        }
        assert.isUndefined(parser.failure);
      });
    }

    it('`__proto__` as a member, as `JSON.parse` does', () => {
      const parser = new PartialJsonParser();
      const text = '{"__proto__":{"a":[1],"__proto__":null},"b":2}';
      for (const unit of text) {
        parser.write(unit);
        assert.strictEqual(Object.getPrototypeOf(parser.value ?? {}), Object.prototype);
      }
      assert.strictEqual(JSON.stringify(parser.value), text);
      assert.isTrue(Object.hasOwn(parser.value as object, '__proto__'));
      assert.isUndefined((parser.value as { readonly a?: unknown }).a);
    });

    it('a number alone at the end only', () => {
      const parser = new PartialJsonParser();
      assert.isFalse(parser.write('-1.5'));
      assert.isFalse(parser.isComplete);
      assert.isTrue(parser.end());
      assert.deepEqual([parser.value, parser.isComplete], [-1.5, true]);
      assert.isFalse(parser.end());
    });

    it('no number that the end cuts', () => {
      for (const text of ['-', '1.', '1e', '1e+', '[1', '{"a":1']) {
        const parser = new PartialJsonParser();
        parser.write(text);
        assert.isFalse(parser.end(), text);
        assert.isFalse(parser.isComplete, text);
        assert.isUndefined(parser.failure, text);
      }
    });
  });

  describe('shares', () => {
    it('what is complete, and copies what is open', () => {
      const [before, after] = valuesOf(['{"done":{"a":[1]},"open":{"whole":[[2]],"grows":[{"b":3},"x', 'y"]']);
      assert.deepEqual(before, { done: { a: [1] }, open: { whole: [[2]], grows: [{ b: 3 }, 'x'] } });
      assert.deepEqual(after, { done: { a: [1] }, open: { whole: [[2]], grows: [{ b: 3 }, 'xy'] } });
      assert.notStrictEqual(after, before);
      assert.notStrictEqual(after?.['open'], before?.['open']);
      assert.notStrictEqual(after?.['open']?.['grows'], before?.['open']?.['grows']);
      assert.strictEqual(after?.['done'], before?.['done']);
      assert.strictEqual(after?.['open']?.['whole'], before?.['open']?.['whole']);
      assert.strictEqual(after?.['open']?.['grows']?.[0], before?.['open']?.['grows']?.[0]);
    });

    it('everything, where a piece changes nothing', () => {
      const [first, ...rest] = valuesOf(['{"a":{"b":["x"', ', tr', 'ue'.slice(2), ' ']);
      for (const value of rest) assert.strictEqual(value, first);
    });

    it('everything, where a piece only closes what was open', () => {
      const [first, ...rest] = valuesOf(['{"a":{"b":["x', '"', ']', '}', '}\n']);
      assert.deepEqual(first, { a: { b: ['x'] } });
      for (const value of rest) assert.strictEqual(value, first);
    });
  });

  describe('is told where a text stops being JSON:', () => {
    const table: readonly (readonly [text: string, offset: number, reason: string, value: unknown])[] = [
      ['x', 0, 'a value is expected', undefined],
      [' \n}', 2, 'a value is expected', undefined],
      ['Sure! {"a":1}', 0, 'a value is expected', undefined],
      ['\ufeff{}', 0, 'a value is expected', undefined],
      ['\u00a0{}', 0, 'a value is expected', undefined],
      ["{'a':1}", 1, 'a key in quotes is expected', {}],
      ['{a:1}', 1, 'a key in quotes is expected', {}],
      ['{"a":1,}', 7, 'a key in quotes is expected', { a: 1 }],
      ['{"a" 1}', 5, 'a colon is expected', {}],
      ['{"a":,', 5, 'a value is expected', {}],
      ['{"a":1 "b"', 7, 'a comma or } is expected', { a: 1 }],
      ['{"a":1]', 6, 'a comma or } is expected', { a: 1 }],
      ['[1,]', 3, 'a value is expected', [1]],
      ['[,1]', 1, 'a value is expected', []],
      ['[1 2]', 3, 'a comma or ] is expected', [1]],
      ['["a"}', 4, 'a comma or ] is expected', ['a']],
      ['[1}', 2, 'a comma or ] is expected', [1]],
      ['[01]', 2, 'the end of a number is expected', []],
      ['[-01]', 3, 'the end of a number is expected', []],
      ['[1.2.3]', 4, 'the end of a number is expected', []],
      ['[0x1F]', 2, 'the end of a number is expected', []],
      ['[1_000]', 2, 'the end of a number is expected', []],
      ['[1e5e]', 4, 'the end of a number is expected', []],
      ['[1"a"]', 2, 'the end of a number is expected', []],
      ['[-]', 2, 'a digit is expected', []],
      ['[-a]', 2, 'a digit is expected', []],
      ['[1.]', 3, 'a digit is expected', []],
      ['[1.e1]', 3, 'a digit is expected', []],
      ['[1e+]', 4, 'a digit is expected', []],
      ['[.5]', 1, 'a value is expected', []],
      ['[+5]', 1, 'a value is expected', []],
      ['[NaN]', 1, 'a value is expected', []],
      ['[-Infinity]', 2, 'a digit is expected', []],
      ['[undefined]', 1, 'a value is expected', []],
      ['[nul]', 4, 'null is expected', []],
      ['[True]', 1, 'a value is expected', []],
      ['[trux', 4, 'true is expected', []],
      ['[fa,', 3, 'false is expected', []],
      ['[truex]', 5, 'a comma or ] is expected', [true]],
      ['["a\nb"]', 3, 'a control character in a string has to be escaped', ['a']],
      ['["\u0000"]', 2, 'a control character in a string has to be escaped', ['']],
      ['{"a\tb":1}', 3, 'a control character in a string has to be escaped', {}],
      ['["a\\x41"]', 4, 'an escape is expected: one of "\\/bfnrtu', ['a']],
      ["['a']", 1, 'a value is expected', []],
      ['["\\u00g0"]', 6, 'four hexadecimal digits are expected', ['']],
      ['["\\u12"]', 6, 'four hexadecimal digits are expected', ['']],
      ['["\\ud83d\\x"]', 9, 'an escape is expected: one of "\\/bfnrtu', ['']],
      ['{"a":1} {"b":2}', 8, 'the end is expected', { a: 1 }],
      ['{"a":1}\nDone.', 8, 'the end is expected', { a: 1 }],
      ['{"a":1}```', 7, 'the end is expected', { a: 1 }],
      ['1 2', 2, 'the end is expected', 1],
      ['[1,/* two */2]', 3, 'a value is expected', [1]],
      ['``{}', 2, 'a value is expected', undefined],
      ['```json\nSure: {}', 8, 'a value is expected', undefined],
      ['```\n{}\n```\nDone.', 11, 'the end is expected', {}],
    ];
    for (const [text, offset, reason, value] of table) {
      it(JSON.stringify(text), () => {
        for (const pieces of [
          [text],
          Array.from(text),
          ...Array.from(text, (_, i) => [text.slice(0, i), text.slice(i)]),
        ]) {
          const parser = new PartialJsonParser();
          for (const piece of pieces) parser.write(piece);
          parser.end();
          assert.deepEqual(parser.failure, { offset, reason });
          assertSame(parser.value, value, text);
        }
      });
    }

    it('and reads nothing after it', () => {
      const parser = new PartialJsonParser();
      assert.isTrue(parser.write('[1,]'));
      assert.isFalse(parser.write(',2]'));
      assert.isFalse(parser.end());
      assert.deepEqual(parser.value, [1]);
      assert.deepEqual(parser.failure, { offset: 3, reason: 'a value is expected' });
    });
  });

  describe('takes a code fence off,', () => {
    for (const [opening, closing] of [
      ['```json\n', '\n```'],
      ['```json\n', '\n```\n\n'],
      ['```json\n', ''],
      ['```json\r\n', '\r\n```'],
      ['\n ```JSON\n\n', '```'],
      ['```\n', '\n```'],
      ['``` json\n', '\n``'],
      ['```json5\n', '\n```'],
      ['```json ', ' ```'],
      ['```', '```'],
      ['````json\n', '\n````'],
    ] as const) {
      it(JSON.stringify(`${opening}…${closing}`), () => {
        for (const [text, value] of [
          ['{"a":["```"]}', { a: ['```'] }],
          ['[1]', [1]],
          ['-12', -12],
          ['"x"', 'x'],
        ] as const) {
          for (const pieces of [[opening, text, closing], Array.from(opening + text + closing)]) {
            const parser = new PartialJsonParser();
            for (const piece of pieces) parser.write(piece);
            parser.end();
            assert.isUndefined(parser.failure);
            assertSame(parser.value, value, text);
            assert.isTrue(parser.isComplete);
          }
        }
      });
    }

    it('and counts it into offsets', () => {
      const parser = new PartialJsonParser();
      parser.write('```json\n');
      parser.write('{"a":x');
      assert.deepEqual(parser.failure, { offset: 13, reason: 'a value is expected' });
    });
  });

  describe('reads 1,000 levels', () => {
    it('of arrays', () => {
      const parser = new PartialJsonParser();
      const text = '['.repeat(1000) + ']'.repeat(1000);
      parser.write(text);
      assert.isTrue(parser.isComplete);
      assert.strictEqual(JSON.stringify(parser.value), text);
    });

    it('and tells of one more', () => {
      const parser = new PartialJsonParser();
      parser.write('{"a":'.repeat(999));
      parser.write('[');
      assert.isUndefined(parser.failure);
      parser.write('{"b":1}]');
      assert.deepEqual(parser.failure, { offset: 4996, reason: 'more than 1000 levels of nesting are not read' });
    });

    it('whatever comes beside them', () => {
      const parser = new PartialJsonParser();
      parser.write(`[${'[[]],'.repeat(2000)}1]`);
      assert.isTrue(parser.isComplete);
    });

    it('and of a million brackets as many', () => {
      const parser = new PartialJsonParser();
      parser.write('['.repeat(1_000_000));
      assert.deepInclude(parser.failure, { offset: 1000 });
    });
  });

  describe('tells what is open:', () => {
    const table: readonly (readonly [text: string, open: unknown])[] = [
      ['', undefined],
      ['{', undefined],
      ['"', { type: 'string', path: [], offset: 0 }],
      ['[1,"x', { type: 'string', path: [1], offset: 3 }],
      ['[1,"x\\', { type: 'string', path: [1], offset: 3 }],
      ['[1,"x\\u00', { type: 'string', path: [1], offset: 3 }],
      ['[1,"x"', undefined],
      ['{"a":{"b":[{},-1', { type: 'number', path: ['a', 'b', 1], offset: 14 }],
      ['{"a":{"b":[{},-1 ', undefined],
      ['{"a":1,"b":tr', { type: 'literal', path: ['b'], offset: 11 }],
      ['{"a":true', undefined],
      ['{"a":{"b":1,"c', { type: 'key', path: ['a'], offset: 12 }],
      ['{"a":{"b":1},"c\\', { type: 'key', path: [], offset: 13 }],
      ['{"a":{"b":1},"c"', undefined],
    ];
    for (const [text, open] of table) {
      it(JSON.stringify(text), () => {
        for (const pieces of [[text], Array.from(text)]) {
          const parser = new PartialJsonParser();
          for (const piece of pieces) parser.write(piece);
          assert.deepEqual(parser.open, open as typeof parser.open);
        }
      });
    }
  });

  describe('gives the complete elements of an array', () => {
    it('when they are, from an index on', () => {
      const parser = new PartialJsonParser();
      const seen: unknown[] = [];
      for (const [piece, complete] of [
        ['{"list":', []],
        ['[', []],
        ['{"a":1', []],
        ['}', [{ a: 1 }]],
        [',"x', []],
        ['y"', ['xy']],
        [',12', []],
        ['3', []],
        [' ', [123]],
        [',tru', []],
        ['e,[[', [true]],
        [']],{}],"more":[1', [[[]], {}]],
      ] as const) {
        parser.write(piece);
        const elements = parser.elementsAt(['list'], seen.length);
        assert.deepEqual(elements, complete, piece);
        seen.push(...elements);
      }
      assert.deepEqual(seen, [{ a: 1 }, 'xy', 123, true, [[]], {}]);
      assert.deepEqual(parser.elementsAt(['list']), seen);
      assert.deepEqual(parser.elementsAt(['more']), []);
    });

    it('wherever it is', () => {
      const parser = new PartialJsonParser();
      parser.write('[{"a":[[1],[2,[3,4],"x');
      assert.deepEqual(parser.elementsAt([]), []);
      assert.deepEqual(parser.elementsAt([0, 'a']), [[1]]);
      assert.deepEqual(parser.elementsAt([0, 'a', 0]), [1]);
      assert.deepEqual(parser.elementsAt([0, 'a', 1]), [2, [3, 4]]);
      assert.deepEqual(parser.elementsAt([0, 'a', 1, 1]), [3, 4]);
      parser.write('"]]}');
      assert.deepEqual(parser.elementsAt([]), [{ a: [[1], [2, [3, 4], 'x']] }]);
    });

    it('and none where there is no array', () => {
      const parser = new PartialJsonParser();
      assert.deepEqual(parser.elementsAt([]), []);
      parser.write('{"a":{"length":"ab"},"b":null,"c":"text');
      for (const path of [
        [],
        ['a'],
        ['a', 'length'],
        ['b'],
        ['b', 'x'],
        ['c'],
        ['c', 0],
        ['d'],
        ['toString'],
        ['__proto__'],
      ]) {
        assert.deepEqual(parser.elementsAt(path), [], path.join('/'));
      }
    });

    it('to which no other can come once the array is closed', () => {
      const parser = new PartialJsonParser();
      const isClosed = (): boolean[] =>
        [[], ['a'], ['a', 0], ['b'], ['c'], ['d', 'length']].map((path) => parser.isArrayClosed(path));
      assert.deepEqual(isClosed(), [false, false, false, false, false, false]);
      parser.write('{"a":[[1');
      assert.deepEqual(isClosed(), [false, false, false, false, false, false]);
      parser.write(']');
      assert.deepEqual(isClosed(), [false, false, true, false, false, false]);
      parser.write('],"b":[],"c":{"0":[');
      assert.deepEqual(isClosed(), [false, true, true, true, false, false]);
      parser.write(']},"d":"text"}');
      assert.deepEqual(isClosed(), [false, true, true, true, false, false]);
      assert.isTrue(parser.isArrayClosed(['c', '0']));
      assert.isTrue(parser.isArrayClosed(['c', 0]));
      const list = new PartialJsonParser();
      list.write('[1');
      assert.isFalse(list.isArrayClosed([]));
      list.write(' ]');
      assert.isTrue(list.isArrayClosed([]));
    });

    it('that are in the values too, as the same objects', () => {
      const parser = new PartialJsonParser();
      parser.write('[{"a":1},{"b":');
      const [first] = parser.elementsAt([]);
      const { value } = parser;
      parser.write('2}]');
      assert.strictEqual((value as unknown[])[0], first);
      assert.strictEqual((parser.value as unknown[])[0], first);
      assert.strictEqual(parser.elementsAt([], 1)[0], (parser.value as unknown[])[1]);
    });
  });

  describe('costs as much for each character', function () {
    this.timeout(120_000);

    const texts: readonly (readonly [name: string, text: (length: number) => string])[] = [
      ['of one long string', (length) => `{"a":"${'word '.repeat(length / 5)}"}`],
      ['of one long string of escapes', (length) => `{"a":"${'\\n'.repeat(length / 2)}"}`],
      ['of one long string of surrogate pairs', (length) => `["${'😀'.repeat(length / 2)}"]`],
      ['of one long key', (length) => `{"${'k'.repeat(length)}":1}`],
      ['of one long number', (length) => `[${'1'.repeat(length)}]`],
      ['of white space', (length) => `[${' '.repeat(length)}]`],
      [
        'of nested objects, one after another',
        (length) => `[${'[[[{"a":{"b":[1,"x"]}}]]],'.repeat(40)}"${'x'.repeat(length)}"]`,
      ],
    ];
    for (const [name, text] of texts) {
      it(`${name}, with the value asked for after each piece`, () => {
        const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => reading(text(length), (parser) => parser.value));
        assert.isBelow(growth, 4);
      });
    }

    it('of very many elements, with the new ones asked for after each piece', () => {
      const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
        const count = Math.floor(length / 13);
        return () => {
          let seen = 0;
          const text = `{"list":[${'{"a":"text"},'.repeat(count)}{}]}`;
          reading(text, (parser) => (seen += parser.elementsAt(['list'], seen).length))();
          assert.equal(seen, count + 1);
        };
      });
      assert.isBelow(growth, 4);
    });
  });
});

/** Reads a text in pieces of 20 characters, as an answer comes, and looks at the parser after each. */
function reading(text: string, look: (parser: PartialJsonParser) => unknown): () => void {
  const pieces = text.match(/[^]{1,20}/g) ?? [];
  return () => {
    const parser = new PartialJsonParser();
    for (const piece of pieces) {
      parser.write(piece);
      look(parser);
    }
    if (!parser.isComplete) throw new Error('not read to its end');
  };
}

/** The value after each of these pieces. */
function valuesOf(pieces: readonly string[]): Record<string, Record<string, unknown[]>>[] {
  const parser = new PartialJsonParser();
  return pieces.map((piece) => {
    parser.write(piece);
    return parser.value as Record<string, Record<string, unknown[]>>;
  });
}

/** The pieces of a text that is cut before some of its code units, each with the index after it. */
function piecesOf(text: string, cuts: readonly number[]): (readonly [piece: string, end: number])[] {
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return ends.map((end, i) => [text.slice(ends[i - 1] ?? 0, end), end]);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Equal to the letter: the order of keys, own `__proto__` members and the sign of 0 count too. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    Object.getPrototypeOf(one) === Object.getPrototypeOf(other) &&
    keys.length === otherKeys.length &&
    keys.every((key, i) => key === otherKeys[i] && isSame(memberOf(one, key), memberOf(other, key)))
  );
}

function assertSame(actual: unknown, expected: unknown, text: string): void {
  if (isSame(actual, expected)) return;
  assert.fail(`after ${JSON.stringify(text)}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

function memberOf(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** A later value keeps what an earlier one has: its type, its members and elements, the beginning of its texts. */
function assertGrows(earlier: unknown, later: unknown): void {
  if (earlier === undefined || Object.is(earlier, later)) return;
  if (typeof earlier === 'string') {
    assert.isTrue(typeof later === 'string' && later.startsWith(earlier), `${earlier} became another`);
    return;
  }
  if (typeof earlier !== 'object' || typeof later !== 'object' || earlier === null || later === null) {
    assert.fail(`${typeof earlier} became ${typeof later}`);
  }
  assert.equal(Array.isArray(earlier), Array.isArray(later));
  for (const key of Object.keys(earlier)) {
    assert.isTrue(Object.hasOwn(later, key), `${key} is gone`);
    assertGrows(memberOf(earlier, key), memberOf(later, key));
  }
}

/** One code unit after another, all that stands beside the open place is the same object. */
function assertShares(earlier: unknown, later: unknown): void {
  if (typeof earlier !== 'object' || typeof later !== 'object' || earlier === null || later === null) return;
  const others = Object.keys(earlier).filter((key) => !Object.is(memberOf(earlier, key), memberOf(later, key)));
  assert.isAtMost(others.length, 1);
  for (const key of others) assertShares(memberOf(earlier, key), memberOf(later, key));
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const key of Object.keys(value)) freeze(memberOf(value, key));
}
