import { assert, expect } from 'chai';
import * as fc from 'fast-check';
import { either, isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { from, map } from 'rxjs';
import { PatientType } from '../../../lib/codec/PatientType.ts';
import { decodeJson, type DecodeJsonOptions, type MalformedFrame } from '../../../lib/index.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

const Counted = t.type({ n: t.number }, 'Counted');
const Choice = t.partial({ index: t.number, delta: t.partial({ content: t.union([t.string, t.null]) }) }, 'a choice');
const Listed = t.partial({ id: t.union([t.string, t.null]), choices: t.array(Choice) }, 'a frame');

describe('decodeJson', () => {
  it('makes a value of each event: what it is, or why it is none', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const events = hot('-a--b--c--|', { a: event('{"n":1}'), b: event('{"n":"x"}'), c: event('{"n":2}') });
      const subs = '      ^---------!';
      const expected = '  -a--b--c--|';

      expectObservable(events.pipe(decodeJson(Counted))).toBe(expected, {
        a: right({ n: 1 }),
        b: left({ reason: 'shape', data: '{"n":"x"}', index: 1, errors: ['n: a number'] }),
        c: right({ n: 2 }),
      });
      expectSubscriptions(events.subscriptions).toBe(subs);
    });
  });

  describe('reason json', () => {
    for (const data of [
      '',
      ' ',
      '{not json',
      '{"n":1',
      '{"n":1}}',
      "{'n':1}",
      'undefined',
      'NaN',
      '[DONE]',
      '\ufeff{"n":1}',
      '{"n":01}',
    ]) {
      it(JSON.stringify(data), () => {
        const [frame] = decode(t.unknown, [data]);
        assert.deepInclude(malformedOf(frame), { reason: 'json', data, index: 0 });
        assert.lengthOf(malformedOf(frame).errors, 1);
        assert.isString(malformedOf(frame).errors[0]);
        assert.isNotEmpty(malformedOf(frame).errors[0]);
      });
    }

    it("says the parser's message", () => {
      let message = '';
      try {
        JSON.parse('{"n":1}}');
      } catch (error) {
        message = (error as Error).message;
      }
      assert.deepEqual(malformedOf(decode(t.unknown, ['{"n":1}}'])[0]).errors, [message]);
    });
  });

  describe('reason shape, with the paths of what was missed and never a value:', () => {
    const Deep = t.type({ a: t.array(t.type({ b: t.union([t.string, t.number]) })), c: t.boolean });
    const Joined = t.intersection([t.type({ x: t.string }), t.partial({ y: t.number })]);
    const table: readonly (readonly [name: string, codec: t.Mixed, data: string, errors: readonly string[]])[] = [
      ['the value itself', Counted, '5', ['Counted']],
      ['null', Counted, 'null', ['Counted']],
      ['a member', Counted, '{"n":"secret"}', ['n: a number']],
      ['a missing member', Counted, '{}', ['n: a number']],
      [
        'a member of an element',
        Deep,
        '{"a":[{"b":1},{"b":"x"},{"b":null}],"c":true}',
        ['a/2/b: a string or a number'],
      ],
      [
        'several places, in order',
        Deep,
        '{"a":[{"b":[]}],"c":"secret"}',
        ['a/0/b: a string or a number', 'c: true or false'],
      ],
      ['a list that is none', Deep, '{"a":{},"c":true}', ['a: Array<{ b: (string | number) }>']],
      ['a member of an intersection', Joined, '{"x":1,"y":2}', ['x: a string']],
      ['an optional member of an intersection', Joined, '{"x":"1","y":"secret"}', ['y: a number']],
    ];
    for (const [name, codec, data, errors] of table) {
      it(name, () => {
        for (const transforms of [true, false]) {
          assert.deepEqual(decode(codec, [data], { transforms }), [left(shape(data, 0, errors))]);
        }
        assert.notInclude(errors.join(), 'secret');
      });
    }
  });

  it('counts the events of a stream from 0, the good ones too', () => {
    const frames = decode(Counted, ['{"n":0}', '{', '{"n":2}', '5', '', '{"n":5}']);
    assert.deepEqual(
      frames.map((frame) => (isLeft(frame) ? `${frame.left.index} ${frame.left.reason}` : frame.right.n)),
      [0, '1 json', 2, '3 shape', '4 json', 5],
    );
  });

  it('tells of the first mismatches of very many', () => {
    const data = `{"choices":[${'7,'.repeat(20_000)}7]}`;
    const { errors } = malformedOf(decode(Listed, [data], { transforms: false })[0]);
    assert.deepEqual(
      errors,
      Array.from({ length: 32 }, (_, i) => `choices/${i}: a choice`),
    );
  });

  it('does not look for the mismatches of a text above 64 KiB', () => {
    const data = '{"id":7}'.padEnd(65_536);
    const Patient = new PatientType(Listed, () => undefined);
    for (const [codec, options] of [
      [Listed, { transforms: false }],
      [Patient, { transforms: true }],
    ] as const) {
      const atLimit = malformedOf(decode(codec, [data], options)[0]);
      assert.deepInclude(atLimit, { reason: 'shape', errors: ['id: a string or null'] });
      const above = malformedOf(decode(codec, [`${data} `], options)[0]);
      assert.deepInclude(above, { reason: 'shape', errors: ['a frame'] });
    }
  });

  it('reads a text above 64 KiB with patience, where its codec has some', () => {
    const Patient = new PatientType(Counted, (value) => ({ n: Number((value as { n: unknown }).n) }));
    assert.deepEqual(decode(Patient, ['{"n":"7"}'.padEnd(70_000), '{"n":8}'.padEnd(70_000)]), [
      right({ n: 7 }),
      right({ n: 8 }),
    ]);
  });

  describe('keeps the raw text', () => {
    it('up to 4,096 characters', () => {
      const whole = 'x'.repeat(4096);
      assert.equal(malformedOf(decode(t.unknown, [whole])[0]).data, whole);
      assert.equal(malformedOf(decode(t.unknown, [`${whole}y`])[0]).data, whole);
    });

    it('up to 4,096 characters of a frame of the wrong shape', () => {
      const data = `{"n":"${'x'.repeat(5000)}"}`;
      const { data: kept, errors } = malformedOf(decode(Counted, [data])[0]);
      assert.equal(kept, `{"n":"${'x'.repeat(4090)}`);
      assert.deepEqual(errors, ['n: a number']);
    });

    it('and ignores type and id', () => {
      const events = [{ type: 'other', data: '{"n":1}', lastEventId: '7' }];
      assert.deepEqual(drain(from(events).pipe(decodeJson(Counted))), [right({ n: 1 })]);
    });
  });

  describe('takes codecs that transform:', () => {
    const NumberFromText = new t.Type<number, string>(
      'NumberFromText',
      t.number.is,
      (value, context) =>
        either.chain(t.string.validate(value, context), (text) =>
          text !== '' && Number.isFinite(Number(text)) ? t.success(Number(text)) : t.failure(value, context),
        ),
      String,
    );

    it('a number written as text', () => {
      assert.deepEqual(decode(t.type({ n: NumberFromText }), ['{"n":"41"}', '{"n":41}', '{"n":"x"}']), [
        right({ n: 41 }),
        left(shape('{"n":41}', 1, ['n: NumberFromText'])),
        left(shape('{"n":"x"}', 2, ['n: NumberFromText'])),
      ]);
    });

    it('one that strips what it does not know', () => {
      assert.deepEqual(decode(t.exact(Counted), ['{"n":1,"m":2}']), [right({ n: 1 })]);
    });

    it('one that puts a default in', () => {
      const WithDefault = new t.Type<string>(
        'WithDefault',
        t.string.is,
        (value, context) => (value === undefined ? t.success('default') : t.string.validate(value, context)),
        t.identity,
      );
      assert.deepEqual(decode(t.type({ s: WithDefault }), ['{}', '{"s":"own"}']), [
        right({ s: 'default' }),
        right({ s: 'own' }),
      ]);
    });

    it('over many frames that differ in one string', () => {
      const frames = Array.from({ length: 50 }, (_, i) => `{"id":"x","n":"${i}"}`);
      assert.deepEqual(
        decode(t.exact(t.type({ n: NumberFromText })), frames),
        Array.from({ length: 50 }, (_, i) => right({ n: i })),
      );
    });

    it('also one that throws, which is an error notification', () => {
      const mine = new TypeError('mine');
      const Throwing = new t.Type<never>(
        'Throwing',
        (_value): _value is never => false,
        () => {
          throw mine;
        },
        t.identity,
      );
      assert.throws(() => decode(Throwing, ['1']), mine);
    });
  });

  describe('makes fresh values:', () => {
    it('equal frames are not one', () => {
      const [first, second, third] = decode(Counted, ['{"n":1}', '{"n":1}', '{"n":1}']);
      assert.deepEqual(first, second);
      for (const [one, other] of [
        [first, second],
        [second, third],
      ]) {
        if (!one || !other || isLeft(one) || isLeft(other)) throw new Error('not decoded');
        assert.notStrictEqual(one.right, other.right);
      }
    });

    it('what a reader changes in one is not in the next', () => {
      const Text = t.type({ list: t.array(t.type({ text: t.string })) });
      const seen: string[] = [];
      const frames = Array.from({ length: 20 }, (_, i) => `{"list":[{"text":"${i}"}],"kept":{"a":1}}`);
      from(frames.map(event))
        .pipe(decodeJson(Text, { transforms: false }))
        .subscribe((frame) => {
          if (isLeft(frame)) throw new Error('not decoded');
          seen.push(JSON.stringify(frame.right));
          frame.right.list.push({ text: 'pushed' });
          (frame.right as unknown as { kept: { a: number } }).kept.a = 2;
        });
      assert.deepEqual(seen, frames);
    });
  });

  describe('with `transforms: false`', () => {
    it('says the same of every frame, where the codec does not transform', () => {
      fc.assert(
        fc.property(fc.array(anyFrame, { maxLength: 8 }), (frames) => {
          const data = frames.map((frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame)));
          assert.deepEqual(decode(Listed, data, { transforms: false }), decode(Listed, data, { transforms: true }));
        }),
        { numRuns: 300, seed: 20_251_122 },
      );
    });

    it('never asks the codec to decode what it accepts', () => {
      let asked = 0;
      const Counting = new t.Type<{ readonly n: number }>(
        'Counting',
        Counted.is,
        (value, context) => {
          asked++;
          return Counted.validate(value, context);
        },
        t.identity,
      );
      expect(decode(Counting, ['{"n":1}', '{"n":2}'], { transforms: false })).to.deep.equal([
        right({ n: 1 }),
        right({ n: 2 }),
      ]);
      assert.equal(asked, 0);
      expect(decode(Counting, ['{}'], { transforms: false }).map(isLeft)).to.deep.equal([true]);
      assert.equal(asked, 1);
    });
  });
});

function event(data: string): { readonly type: string; readonly data: string; readonly lastEventId: string } {
  return { type: 'message', data, lastEventId: '' };
}

function decode<A, O>(
  codec: t.Type<A, O>,
  data: readonly string[],
  options?: DecodeJsonOptions,
): Either<MalformedFrame, A>[] {
  return drain(from(data).pipe(map(event), decodeJson(codec, options)));
}

function malformedOf(frame: Either<MalformedFrame, unknown> | undefined): MalformedFrame {
  if (!frame || !isLeft(frame)) throw new Error(`not malformed: ${JSON.stringify(frame)}`);
  return frame.left;
}

function shape(data: string, index: number, errors: readonly string[]): MalformedFrame {
  return { reason: 'shape', data, index, errors };
}

/** Frames that are mostly right, and texts that are no JSON. */
const anyText = fc.option(fc.string({ maxLength: 5 }));
const anyFrame = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        id: anyText,
        choices: fc.oneof(
          fc.constant(null),
          fc.array(
            fc.oneof(
              { weight: 1, arbitrary: fc.constant(null) },
              {
                weight: 8,
                arbitrary: fc.record(
                  {
                    index: fc.oneof(fc.nat(3), fc.constant(null), fc.constant('0')),
                    delta: fc.option(fc.record({ content: fc.oneof(anyText, fc.nat(3)) }, { requiredKeys: [] })),
                    finish_reason: anyText,
                  },
                  { requiredKeys: [] },
                ),
              },
            ),
            { maxLength: 3 },
          ),
        ),
        usage: fc.option(fc.record({ total_tokens: fc.oneof(fc.nat(9), fc.constant('9')) })),
      },
      { requiredKeys: [] },
    ),
  },
);
