import { type } from 'arktype';
import { assert } from 'chai';
import * as fc from 'fast-check';
import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { firstValueFrom, from, of, toArray } from 'rxjs';
import * as v from 'valibot';
import * as z from 'zod';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import type { Schema } from '../../lib/schema/Schema.ts';
import { decodeObject } from '../../lib/structured/decodeObject.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf } from '../support/outcome.ts';
import { anyDocument } from './anyDocument.ts';
import { finish, text } from './chunks.ts';
import { cutAnswer } from './cutAnswer.ts';
import { writeJson } from './writeJson.ts';

interface City {
  name: string;
  days: number[];
}

const schemas: Readonly<Record<string, Schema<City>>> = {
  zod: z.object({ name: z.string(), days: z.array(z.number()) }),
  valibot: v.object({ name: v.string(), days: v.array(v.number()) }),
  arktype: type({ name: 'string', days: 'number[]' }),
  'io-ts': t.type({ name: t.string, days: t.array(t.number) }),
};

describe('decodeObject', () => {
  it('emits the whole value once, at completion', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-a-b-f-|    ', { a: text('{"name":"Os'), b: text('lo","days":[1]}'), f: finish('stop') });
      const subs = '      ^------!    ';
      const expected = '  -------(v|) ';

      expectObservable(chunks.pipe(decodeObject(schemas['zod'] as Schema<City>))).toBe(expected, {
        v: right({ name: 'Oslo', days: [1] }),
      });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('passes an error on, and emits nothing', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-a-#', { a: text('{"name":"Oslo","days":[1]}') });

      expectObservable(chunks.pipe(decodeObject(schemas['zod'] as Schema<City>))).toBe('---#');
    });
  });

  for (const [name, schema] of Object.entries(schemas)) {
    it(`reads by a schema of ${name}, and tells where a value does not fit`, () => {
      assert.deepEqual(decode(schema, '{"name":"Oslo","days":[1,2]}'), right({ name: 'Oslo', days: [1, 2] }));

      const wrong = '{"name":1,"days":[1,"two"]}';
      const failure = failureOf(schema, wrong);
      assert.deepInclude(failure, { reason: 'schema', text: wrong });
      assert.deepEqual(failure?.partial, { name: 1, days: [1, 'two'] });
      assert.lengthOf(failure?.errors ?? [], 2);
      assert.match(failure?.errors.toSorted().join('\n') ?? '', /^days\/1.*\nname/);
    });
  }

  it('gives what the schema makes of the value', () => {
    const schema = z.object({ at: z.string().transform((at) => new Date(at)), days: z.number().default(3) });
    assert.deepEqual(
      decode(schema, '{"at":"2026-03-01T00:00:00Z"}'),
      right({ at: new Date('2026-03-01T00:00:00Z'), days: 3 }),
    );
  });

  it('checks by a JSON Schema whether there is an object where it wants one, and nothing else', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    assert.deepEqual(decode(schema, '{"a":1}'), right({ a: 1 }));
    assert.deepEqual(decode(schema, '[1]'), left(failed('schema', 'the value must be an object', '[1]', [1])));
    assert.deepEqual(decode({ type: 'array' }, '{}'), right({}));
    assert.deepEqual(decode({}, '1'), right(1));
  });

  describe('tells why there is no value:', () => {
    const schema = z.unknown();
    type Row = readonly [name: string, chunks: readonly Chunk[], failure: unknown];
    const limit = 'the limit of tokens was reached';
    const table: readonly Row[] = [
      ['no text', [], failed('empty', 'the answer has no text', '')],
      ['no text, though it calls', [finish('tool-calls')], failed('empty', 'the answer has no text', '')],
      ['nothing but white space', [text(' \n'), finish('stop')], failed('empty', 'the answer has no text', ' \n')],
      ['a fence around nothing', [text('```json\n')], failed('empty', 'the answer has no text', '```json\n')],
      [
        'all tokens used up before the text, by reasoning, say',
        [{ type: 'reasoning', choice: 0, text: 'Hm' }, finish('length')],
        failed('cut', `the text is empty: ${limit}`, ''),
      ],
      [
        'the limit within a text',
        [text('{"a":{"b":["x","yz'), finish('length')],
        failed('cut', `the text ends inside the string at a/b/1: ${limit}`, '{"a":{"b":["x","yz', {
          a: { b: ['x', 'yz'] },
        }),
      ],
      [
        'the limit within a key',
        [text('{"a":{"b":1,"c'), finish('length')],
        failed('cut', `the text ends inside the key of a member of a: ${limit}`, '{"a":{"b":1,"c', { a: { b: 1 } }),
      ],
      [
        'the limit within a key at the top',
        [text('{"c'), finish('length')],
        failed('cut', `the text ends inside a key: ${limit}`, '{"c', {}),
      ],
      [
        'the limit within a number, of which nothing is known',
        [text('{"a":12'), finish('length')],
        failed('cut', `the text ends inside the number at a: ${limit}`, '{"a":12', {}),
      ],
      [
        'the limit within a number that stands alone',
        [text('12'), finish('length')],
        failed('cut', `the text ends inside a number: ${limit}`, '12'),
      ],
      [
        'a body that ended without a marker within a number that stands alone',
        [text('12'), finish('unknown')],
        failed('cut', 'the text ends inside a number', '12'),
      ],
      [
        'a text that just ends',
        [text('{"a":[1,'), finish('stop')],
        failed('cut', 'the text ends before the value does', '{"a":[1,', { a: [1] }),
      ],
      ['a literal that just ends', [text('[tru')], failed('cut', 'the text ends inside the literal at 0', '[tru', [])],
      [
        'text that is not JSON',
        [text('Sure! {"a":1}'), finish('stop')],
        failed('json', 'at offset 0, a value is expected', 'Sure! {"a":1}'),
      ],
      [
        'text that stops being JSON, though it is cut too',
        [text('{"a":1,'), text('}'), text(' and'), finish('length')],
        failed('json', 'at offset 7, a key in quotes is expected', '{"a":1,} and', { a: 1 }),
      ],
      [
        'a word after the value',
        [text('{"a":1}\nDone.'), finish('stop')],
        failed('json', 'at offset 8, the end is expected', '{"a":1}\nDone.', { a: 1 }),
      ],
      [
        'a number that no JSON has',
        [text('[01]')],
        failed('json', 'at offset 2, the end of a number is expected', '[01]', []),
      ],
      [
        'more levels than are read',
        [text('['.repeat(1001))],
        failed('json', 'at offset 1000, more than 1000 levels of nesting are not read', '['.repeat(1001), nested(1000)),
      ],
      [
        'a refusal, whatever else there is',
        [text('{"a":1}'), { type: 'refusal', choice: 0, text: 'I ' }, { type: 'refusal', choice: 0, text: "can't." }],
        failed('refusal', 'the model refused', "I can't.", { a: 1 }),
      ],
      [
        'a filter, whatever else there is',
        [text('{"a":'), finish('content-filter')],
        failed('filtered', 'the provider withheld the rest', '{"a":', {}),
      ],
      [
        'a filter, though the value is whole',
        [text('{"a":1}'), finish('content-filter')],
        failed('filtered', 'the provider withheld the rest', '{"a":1}', { a: 1 }),
      ],
    ];
    for (const [name, chunks, failure] of table) {
      it(name, () => assert.deepEqual(drain(from(chunks).pipe(decodeObject(schema))), [left(failure)] as never));
    }
  });

  it('takes a value that is whole for whole, also at the limit of tokens, where models write blanks until it is reached', () => {
    const chunks = [text('{"a":1}'), text(' \n \n '), finish('length')];
    assert.deepEqual(drain(from(chunks).pipe(decodeObject({}))), [right({ a: 1 })]);
  });

  it('takes a code fence off, and leaves `__proto__` a member', () => {
    assert.deepEqual(decode({}, '```json\n{"a":1}\n```\n'), right({ a: 1 }));
    const [result] = drain(of(text('{"__proto__":{"admin":true}}')).pipe(decodeObject<object>({})));
    assert.strictEqual(JSON.stringify(result), '{"_tag":"Right","right":{"__proto__":{"admin":true}}}');
    assert.isUndefined(({} as { admin?: boolean }).admin);
  });

  it('reads the choice that it is told, with its own end', () => {
    const chunks: Chunk[] = [
      text('{"a":0'),
      text('{"a":1}', 1),
      finish('length'),
      { type: 'finish', choice: 1, reason: 'stop' },
    ];
    assert.deepEqual(drain(from(chunks).pipe(decodeObject({}, { choice: 1 }))), [right({ a: 1 })]);
    assert.equal((drain(from(chunks).pipe(decodeObject({})))[0] as { left?: { reason: string } }).left?.reason, 'cut');
  });

  describe('by a schema that takes its time', () => {
    const slow = z.object({ a: z.number().refine(async (a) => a > 0, 'too small') });

    it('awaits it', async () => {
      assert.deepEqual(await decodeLater(slow, '{"a":1}'), [right({ a: 1 })]);
      assert.deepEqual(await decodeLater(slow, '{"a":0}'), [
        left(failed('schema', 'a: too small', '{"a":0}', { a: 0 })),
      ]);
    });

    it('does not await it where nothing is read', () => {
      assert.lengthOf(drain(of(text('{"a":')).pipe(decodeObject(slow))), 1);
    });
  });

  it('passes on what the code of the schema throws', async () => {
    const failing = z.number().transform((): number => {
      throw new Error('mine');
    });
    const rejecting = z.number().transform(() => Promise.reject<number>(new Error('mine too')));
    assert.equal((await errorOf(of(text('1 ')).pipe(decodeObject(failing)))).message, 'mine');
    assert.equal((await errorOf(of(text('1 ')).pipe(decodeObject(rejecting)))).message, 'mine too');
  });

  it('reads any document, cut anywhere and among other chunks, as `JSON.parse` does; and a part of it never', () => {
    fc.assert(
      fc.property(
        anyDocument,
        fc.nat(),
        fc.array(fc.nat(300), { maxLength: 12 }),
        fc.nat(300),
        (document, seed, cuts, length) => {
          const { text: whole } = writeJson(document, seed);
          const chunks = cutAnswer(whole, cuts).map(({ chunk }) => chunk);
          const [result] = drain(from([...chunks, finish('stop')]).pipe(decodeObject({})));
          assert.deepEqual(result, right(JSON.parse(whole)));

          const part = whole.slice(0, length % whole.length);
          // A number that stands alone might go on.
          const isWhole = isJson(part) && !/^\s*[\d.eE+-]+$/.test(part);
          const ended = drain(from([text(part), finish('length')]).pipe(decodeObject({})));
          const reason = (ended[0] as { left?: { reason: string } }).left?.reason;
          assert.equal(reason, isWhole ? undefined : 'cut');
        },
      ),
      { seed: 20_260_404, numRuns: 1_000 },
    );
  });

  it('costs as much for each character of an answer of 1 MiB', function () {
    this.timeout(120_000);
    const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
      const whole = `{"list":[${'{"a":"text","b":[1,2]},'.repeat(length / 23)}{}]}`;
      const chunks = (whole.match(/[^]{1,20}/g) ?? []).map((piece) => text(piece));
      return () => assert.equal(drain(from(chunks).pipe(decodeObject({})))[0]?._tag, 'Right');
    });
    assert.isBelow(growth, 4);
  });
});

function failed(reason: string, error: string, whole: string, ...partial: unknown[]): unknown {
  return { reason, errors: [error], text: whole, ...(partial.length === 0 ? {} : { partial: partial[0] }) };
}

function nested(levels: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

function decode<A>(schema: Schema<A>, json: string): unknown {
  return drain(of(text(json)).pipe(decodeObject(schema)))[0];
}

function decodeLater<A>(schema: Schema<A>, json: string): Promise<unknown[]> {
  return firstValueFrom(of(text(json)).pipe(decodeObject(schema), toArray()));
}

function failureOf(schema: Schema<unknown>, json: string) {
  const [result] = drain(of(text(json)).pipe(decodeObject(schema)));
  return result?._tag === 'Left' ? result.left : undefined;
}

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
