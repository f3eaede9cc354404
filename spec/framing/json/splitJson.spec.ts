import { assert } from 'chai';
import * as fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { from, Subject } from 'rxjs';
import { splitJson, type SplitJsonOptions } from '../../../lib/framing/json/splitJson.ts';
import { decodeJson, EventTooLargeError, type SseEvent } from '../../../lib/index.ts';
import { chunkings, cutAt, inPiecesOf, toBytes, type Written } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

describe('splitJson', () => {
  it('emits each element with the byte that ends it', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const pieces = {
        a: toBytes('[{"n"'),
        b: toBytes(':1}'),
        c: toBytes(',{"n":'),
        d: toBytes('2},3'),
        e: toBytes(']'),
      };
      const bytes$ = hot('  -a--b--c--d--e--|', pieces);
      const subs = '        ^---------------!';
      const expected = '    ----1-----2--3--|';

      expectObservable(bytes$.pipe(splitJson())).toBe(expected, {
        1: { type: 'message', data: '{"n":1}', lastEventId: '' },
        2: { type: 'message', data: '{"n":2}', lastEventId: '' },
        3: { type: 'message', data: '3', lastEventId: '' },
      });
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  it('emits several values of one piece in one frame, and one that is open at the end as it is', () => {
    runMarbles(({ hot, expectObservable }) => {
      const bytes$ = hot('  --a------b--|   ', { a: toBytes('[1,[2],"3"'), b: toBytes(',{"n":4 \n') });
      const expected = '    --(123)-----(4|)';

      const values = { 1: event('1'), 2: event('[2]'), 3: event('"3"'), 4: event('{"n":4') };
      expectObservable(bytes$.pipe(splitJson())).toBe(expected, values);
    });
  });

  describe('wherever the bytes are cut:', () => {
    const table: readonly (readonly [name: string, body: Written | readonly Written[], values: readonly string[]])[] = [
      ['nothing', '', []],
      ['white space', ' \t\r\n', []],
      ['a byte order mark alone', { hex: 'ef bb bf' }, []],
      ['an empty list', '[]', []],
      ['an empty list in white space', ' [ \n ] ', []],
      ['a list of one', '[1]', ['1']],
      ['a list that ends with a line end', '[1]\n', ['1']],
      ['a list in a list', '[[]]', ['[]']],
      ['lists in a list', '[[1,[2]],[],[[3]]]', ['[1,[2]]', '[]', '[[3]]']],
      ['a list after another', '[1,2][3]', ['1', '2', '3']],
      ['a list after another, with a comma', '[1],\n[],[[2]]', ['1', '[2]']],
      ['a value after a list', '[{"a":1}]\n{"error":2}', ['{"a":1}', '{"error":2}']],
      ['a list that never ends', '[1,{"a":2},', ['1', '{"a":2}']],
      ['a list of every kind', '[{},[],"",0,true,false,null]', ['{}', '[]', '""', '0', 'true', 'false', 'null']],
      [
        'what Gemini sends',
        '[{\n  "candidates": [\n    {"index": 0}\n  ]\n}\n,\r\n{\n  "usageMetadata": {}\n}\n]\n',
        ['{\n  "candidates": [\n    {"index": 0}\n  ]\n}', '{\n  "usageMetadata": {}\n}'],
      ],
      [
        'objects after one another',
        '{"a":1}{"b":2} {"c":3}\n\n{"d":4},{"e":5}',
        ['{"a":1}', '{"b":2}', '{"c":3}', '{"d":4}', '{"e":5}'],
      ],
      ['an object, and arrays as values', '{}[1,2][]\n[[3]]', ['{}', '[1,2]', '[]', '[[3]]']],
      ['a scalar, and arrays as values', '1[2,3]', ['1', '[2,3]']],
      ['a string alone', '"a"', ['"a"']],
      ['strings without a space', '"a""b"', ['"a"', '"b"']],
      ['a number alone', '-1.5e+10', ['-1.5e+10']],
      ['numbers', '1 -2\n3.5,4E9', ['1', '-2', '3.5', '4E9']],
      [
        'scalars without a space',
        'truefalse"a"null1true-2false3{}4[]',
        ['true', 'false', '"a"', 'null', '1', 'true', '-2', 'false', '3', '{}', '4', '[]'],
      ],
      ['commas where none belong', ',[,1,,2,],,3', ['1', '2', '3']],
      ['brackets in strings', '[{"a":"}]{["},"]}[{"]', ['{"a":"}]{["}', '"]}[{"']],
      ['brackets in the strings of an array', '{}["]","[",["}{"]]', ['{}', '["]","[",["}{"]]']],
      [
        'escaped quotes',
        String.raw`["\"",{"\"}":"\"}"},"\\","\\\"","\\\\"]`,
        [String.raw`"\""`, String.raw`{"\"}":"\"}"}`, String.raw`"\\"`, String.raw`"\\\""`, String.raw`"\\\\"`],
      ],
      ['escapes', String.raw`["\u007d\n\/","\ud83d\ude00"]`, [String.raw`"\u007d\n\/"`, String.raw`"\ud83d\ude00"`]],
      ['characters of two, three and four bytes', '[{"é":"日本"},"😀",["😀é"]]', ['{"é":"日本"}', '"😀"', '["😀é"]']],
      ['a byte order mark and a list', [{ hex: 'ef bb bf' }, '[1]'], ['1']],
      ['a byte order mark and an object', [{ hex: 'ef bb bf' }, '{"a":1}'], ['{"a":1}']],
      ['a byte order mark and a scalar', [{ hex: 'ef bb bf' }, 'true'], ['true']],
      ['bytes that are not UTF-8', ['["', { hex: 'e2 82' }, '",2]'], ['"\ufffd"', '2']],
      // What is not JSON:
      ['a word', '[nope,1]', ['nope', '1']],
      ['words', '{"a":1} garbage: here {"b":2}', ['{"a":1}', 'garbage:', 'here', '{"b":2}']],
      ['words before a list', 'data: [1,2]', ['data:', '[1,2]']],
      [
        'words of other languages',
        '[NaN,undefined,-Infinity,True,nul,1x,.5]',
        ['NaN', 'undefined', '-Infinity', 'True', 'nul', '1x', '.5'],
      ],
      ['what is almost a number', '[01,1.2.3,--1,1e]', ['01', '1.2.3', '--1', '1e']],
      ['a page', '<html><a href="x">y</a></html>', ['<html><a', 'href=', '"x"', '>y</a></html>']],
      ['a second byte order mark', [{ hex: 'ef bb bf ef bb bf' }, '[1,2]'], ['\ufeff', '[1,2]']],
      ['part of a byte order mark', [{ hex: 'ef bb' }, '[1,2]'], ['\ufffd', '[1,2]']],
      ['a brace that closes nothing', '{"a":1}}{"b":2}}3', ['{"a":1}', '}', '{"b":2}', '}', '3']],
      ['a bracket that closes nothing', '[1]]2', ['1', ']', '2']],
      ['a brace that closes nothing, in a list', '[1},2]', ['1', '}', '2']],
      ['an object with a bracket too many', '[{"a":]},{"b":2}]', ['{"a":]}', '{"b":2}']],
      ['an object with a bracket too few', '[{"a":[1},{"b":2}]', ['{"a":[1}', '{"b":2}']],
      ['an array with a brace too many', '[[1}],2]', ['[1}]', '2']],
      ['an array with a brace too few', '[[{1],2]', ['[{1]', '2']],
      ['an object without colons', '[{1 2},{"a" "b"},3]', ['{1 2}', '{"a" "b"}', '3']],
      ['members where elements belong', '["a":1,2]', ['"a"', ':1', '2']],
      ['bytes that are not text', ['[', { hex: 'ff fe' }, ',2]'], ['\ufffd\ufffd', '2']],
      // What is open at the end:
      ['an open object', '{"a":1}{"b":{}', ['{"a":1}', '{"b":{}']],
      ['an open object, and white space', '{"a":1 \r\n\t', ['{"a":1']],
      ["blanks that are not JSON's", '1 \u00a0', ['1']],
      ['an open array', '{}[1,2', ['{}', '[1,2']],
      ['an open string', '["a","b', ['"a"', '"b']],
      ['an open string that ends with a backslash', '["a\\', ['"a\\']],
      ['an open literal', '[true,fal', ['true', 'fal']],
      ['a number at the end', '1 23', ['1', '23']],
      ['half a character at the end', ['{"a":"', { hex: 'f0 9f' }], ['{"a":"\ufffd']],
    ];
    for (const [name, body, values] of table) {
      it(name, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          assert.deepEqual(split(pieces), values, how);
          assert.deepEqual(split(pieces.map((piece) => Buffer.from(piece))), values, how);
        }
      });
    }
  });

  describe('gives back any JSON values', () => {
    const anyBody = fc
      .record({
        values: fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 6 }),
        indent: fc.nat(3),
        // As long as one of them stands between two values, whatever these are can be told apart.
        separators: fc.array(fc.constantFrom(',', ' ', '\n', ' ,\r\n', '\t,', ',,'), { minLength: 8, maxLength: 8 }),
        list: fc.boolean(),
        mark: fc.boolean(),
      })
      .map(({ values, indent, separators, list, mark }) => {
        // Where the first value is an array, a body without a list around it would be one.
        const inList = list || Array.isArray(values[0]);
        const texts = values.map((value) => JSON.stringify(value, undefined, indent));
        let body = (mark ? '\ufeff' : '') + (inList ? '[' : '');
        const ends = texts.map((text, i) => {
          body += (i > 0 ? separators[i] : '') + text;
          // Only the byte after a number tells that it has ended.
          return toBytes(body).length + (/\d$/.test(text) ? 1 : 0);
        });
        if (inList) body += ']';
        return { body, texts, ends };
      });

    it('wherever they are cut, and their text as it was written', () => {
      fc.assert(
        fc.property(anyBody, fc.array(fc.nat(600), { maxLength: 10 }), ({ body, texts }, cuts) => {
          assert.deepEqual(split(cutAt(cuts, toBytes(body))), texts);
        }),
        { seed: 20_260_302, numRuns: 500 },
      );
    });

    it('each with its last byte, and not before', () => {
      fc.assert(
        fc.property(anyBody, ({ body, texts, ends }) => {
          const bytes$ = new Subject<Uint8Array>();
          const seen: string[] = [];
          bytes$.pipe(splitJson()).subscribe(({ data }) => seen.push(data));
          inPiecesOf(1, toBytes(body)).forEach((byte, at) => {
            bytes$.next(byte);
            assert.lengthOf(seen, ends.filter((end) => end <= at + 1).length, `after byte ${at}`);
          });
          bytes$.complete();
          assert.deepEqual(seen, texts);
        }),
        { seed: 20_260_303 },
      );
    });

    it('objects, arrays, strings and literals with nothing between them', () => {
      const notNumber = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => typeof value !== 'number');
      fc.assert(
        fc.property(fc.array(notNumber), fc.array(fc.nat(600), { maxLength: 10 }), (values, cuts) => {
          // The first one keeps arrays whole.
          const texts = ['{}', ...values.map((value) => JSON.stringify(value))];
          assert.deepEqual(split(cutAt(cuts, toBytes(texts.join('')))), texts);
        }),
        { seed: 20_260_304, numRuns: 300 },
      );
    });

    it('and of any text all that is neither white space nor between values', () => {
      const anyText = fc.string({ unit: fc.constantFrom(...Array.from('{}[]"\\,: \n1-e.truenfals\u00e9😀')) });
      fc.assert(
        fc.property(anyText, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
          const body = `x ${text}`;
          const texts = split(cutAt(cuts, toBytes(body)));
          assert.deepEqual(texts, split([toBytes(body)]));
          let at = 0;
          for (const value of texts) {
            const found = body.indexOf(value, at);
            assert.match(body.slice(at, found), /^[\s,]*$/);
            at = found + value.length;
          }
          assert.match(body.slice(at), /^[\s,]*$/);
        }),
        { seed: 20_260_305, numRuns: 1000 },
      );
    });
  });

  it('leaves it to the decoder to tell of what is not JSON, and goes on', () => {
    const body = '[{"n":1},nope,{"n":},{"n":"x"},{"n":5},{"n"';
    const frames = drain(from([toBytes(body)]).pipe(splitJson(), decodeJson(t.type({ n: t.number }))));
    assert.deepEqual(
      frames.map((frame) => (isLeft(frame) ? `${frame.left.reason} ${frame.left.data}` : frame.right.n)),
      [1, 'json nope', 'json {"n":}', 'shape {"n":"x"}', 5, 'json {"n"'],
    );
  });

  describe('maxEventBytes', () => {
    /** A value of ten bytes may come, and no longer one. */
    const table: readonly (readonly [
      name: string,
      body: Written | readonly Written[],
      values: readonly string[] | undefined,
    ])[] = [
      ['exactly the limit', '["01234567"]', ['"01234567"']],
      ['one byte more', '["012345678"]', undefined],
      ['an object at the limit', '{"a":[12]}', ['{"a":[12]}']],
      ['an object, one byte more', '{"a":[123]}', undefined],
      ['a number at the limit', '[1234567890]', ['1234567890']],
      ['a number, one byte more', '[12345678901]', undefined],
      ['a number at the limit, at the end', '1234567890', ['1234567890']],
      ['what is not JSON, at the limit', 'xxxxxxxxxx 1', ['xxxxxxxxxx', '1']],
      ['what is not JSON, one byte more', 'xxxxxxxxxxx 1', undefined],
      ['two-byte characters at the limit', '"éééé"', ['"éééé"']],
      ['two-byte characters over the limit by one byte', '"aéééé"', undefined],
      ['an open value at the limit', '{"a":"1234', ['{"a":"1234']],
      ['an open value, one byte more', '{"a":"12345', undefined],
      [
        'what stands between values has no weight',
        `[${' '.repeat(20)}1${','.repeat(20)}2${'\n'.repeat(20)}]`,
        ['1', '2'],
      ],
      ['the list has no weight', `[${'"12345",'.repeat(9)}{}]`, [...Array.from({ length: 9 }, () => '"12345"'), '{}']],
      ['a byte order mark has no weight', [{ hex: 'ef bb bf' }, '"01234567"'], ['"01234567"']],
      ['an endless value', '{"a":'.repeat(20), undefined],
    ];
    for (const [name, body, values] of table) {
      it(name, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          if (values === undefined)
            assert.throws(() => split(pieces, { maxEventBytes: 10 }), EventTooLargeError, '', how);
          else assert.deepEqual(split(pieces, { maxEventBytes: 10 }), values, how);
        }
      });
    }

    it('lets the values before a larger one out, and unsubscribes the source', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot(' --a-------b--', { a: toBytes('[1,"two","012345678",4'), b: toBytes(']') });
        const subs = '       ^-!          ';
        const expected = '   --(12#)      ';

        expectObservable(bytes$.pipe(splitJson({ maxEventBytes: 10 }))).toBe(
          expected,
          { 1: event('1'), 2: event('"two"') },
          new EventTooLargeError(10),
        );
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    });

    it('stops an endless value as soon as it is too large', () => {
      const bytes$ = new Subject<Uint8Array>();
      let failure: unknown;
      bytes$.pipe(splitJson({ maxEventBytes: 10 })).subscribe({ error: (error: unknown) => (failure = error) });
      for (const byte of inPiecesOf(1, toBytes('["012345678'))) bytes$.next(byte);
      assert.isUndefined(failure);
      bytes$.next(toBytes('9'));
      assert.instanceOf(failure, EventTooLargeError);
      assert.isFalse(bytes$.observed);
    });

    it('is 16 MiB where nothing is said', () => {
      const mebibyte = toBytes('x'.repeat(2 ** 20));
      const sixteen = Array.from({ length: 16 }, (_, i) => (i === 0 ? mebibyte.slice(2) : mebibyte));
      const quote = toBytes('"');
      assert.equal(split([quote, ...sixteen, quote])[0]?.length, 2 ** 24);
      assert.throws(() => split([quote, ...sixteen, toBytes('x"')]), EventTooLargeError, '16777216');
    });
  });

  describe('told of more bytes while it emits', () => {
    it('keeps their order, also after values that it still holds', () => {
      const bytes$ = new Subject<Uint8Array>();
      const seen: string[] = [];
      bytes$.pipe(splitJson()).subscribe(({ data }) => {
        seen.push(data);
        if (data === '1') {
          bytes$.next(toBytes(',4'));
          bytes$.next(toBytes('5,6'));
        }
      });
      bytes$.next(toBytes('[1,2,"3'));
      bytes$.next(toBytes('",7'));
      bytes$.complete();
      assert.deepEqual(seen, ['1', '2', '"3,45,6"', '7']);
    });

    it('loses nothing where its source completes', () => {
      const bytes$ = new Subject<Uint8Array>();
      const seen: string[] = [];
      bytes$.pipe(splitJson()).subscribe({
        next: ({ data }) => {
          seen.push(data);
          if (data === '1') bytes$.complete();
        },
        complete: () => seen.push('complete'),
      });
      bytes$.next(toBytes('[1,2,{"a"'));
      assert.deepEqual(seen, ['1', '2', '{"a"', 'complete']);
    });

    it('stops in the middle of a piece when nobody listens any more', () => {
      const bytes$ = new Subject<Uint8Array>();
      const seen: string[] = [];
      const subscription = bytes$.pipe(splitJson()).subscribe(({ data }) => {
        seen.push(data);
        if (data === '2') subscription.unsubscribe();
      });
      bytes$.next(toBytes('[1,2,3,4]'));
      assert.deepEqual(seen, ['1', '2']);
      assert.isFalse(bytes$.observed);
    });
  });
});

function event(data: string): SseEvent {
  return { type: 'message', data, lastEventId: '' };
}

function split(pieces: Iterable<Uint8Array>, options?: SplitJsonOptions): string[] {
  return drain(from(pieces).pipe(splitJson(options))).map((value) => {
    assert.deepEqual(value, event(value.data));
    return value.data;
  });
}
