import { assert } from 'chai';
import * as fc from 'fast-check';
import { JsonReader } from '../../../lib/framing/json/JsonReader.ts';

/** What a reader makes of each text, beside what `JSON.parse` makes of it; of those it only read before, nothing is asked. */
function assertReadsLikeJsonParse(texts: readonly string[], before: readonly string[] = []): void {
  const reader = new JsonReader(0);
  for (const text of before) reader.parse(text);
  for (const text of texts) assert.deepEqual(outcome(reader, text), outcome(JSON, text), text);
}

function outcome(parser: Pick<JsonReader, 'parse'>, text: string): unknown {
  try {
    const value = parser.parse(text);
    // Own `__proto__` keys and the order of keys count too.
    return [value, JSON.stringify(value)];
  } catch (error) {
    return (error as Error).message;
  }
}

/** How often `JSON.parse` is called meanwhile. */
function countParsed(read: (reader: JsonReader) => void): number {
  const parse = JSON.parse;
  let parsed = 0;
  JSON.parse = (text: string) => {
    parsed++;
    return parse(text) as unknown;
  };
  try {
    read(new JsonReader());
  } finally {
    JSON.parse = parse;
  }
  return parsed;
}

const twice = (a: string, b: string): string => `{"text":"${a}","text":"${b}"}`;
const odd = (text: string): string => `{"__proto__":{"text":"${text}","constructor":null},"toString":[{"a":1}]}`;
const frame = (literal: string, index = '0'): string =>
  `{"id":"chat-1","choices":[{"index":${index},"delta":{"content":${literal}},"finish_reason":null}],"n":-0}`;

const padded = (text: string, blanks: number): string =>
  `{"type":"delta","index":0,"delta":{"text":${JSON.stringify(text)}}${' '.repeat(blanks)}}`;
const event = (number: string, delta: string, noise: string): string =>
  `{"type":"delta","n":${number},"at":[0,{"delta":${delta}}],"logprobs":[],"noise":${noise},"z":-0}`;
const twiceOver = (i: number): string => `{"a":"x${i}","b":1e1,"a":${i},"b":${i % 3}}`;
const names = (i: number): string => `{"name${i}":${i},"text":"t${i}"}`;

describe('JsonReader', () => {
  it('reads texts that differ in one string', () => {
    assertReadsLikeJsonParse(
      ['"a"', '"b"', '""', '"\\n"', '"\\u00e9"', '"é"', '"日本"', '"\\ud800"'].map((l) => frame(l)),
    );
  });

  for (const length of [3, 3_000]) {
    it(`is not deceived by texts that begin and end alike, ${length} texts into an answer`, () => {
      const known = Array.from({ length }, (_, i) => frame(`"text ${i}"`));
      for (const literal of [
        '"a","content":"b"',
        '"a"},"x":{"content":"b"',
        '"a',
        'a"',
        '"a"b"',
        '"a\\"',
        '"\\x"',
        '"\t"',
        '"\u0000"',
        '5',
        'null',
        '{"a":"b"}',
        '["a","b"]',
        '"',
        '',
      ]) {
        assertReadsLikeJsonParse([frame(literal), frame('"last"')], known);
      }
    });
  }

  for (const length of [3, 3_000]) {
    it(`reads texts with blanks of varying number before the last bracket, ${length} texts into an answer`, () => {
      const known = Array.from({ length }, (_, i) => padded(`text ${i}`, i % 16));
      const texts = [
        padded('a', 0),
        padded('b', 40),
        padded('  ', 3),
        padded('"}    }', 2),
        padded('c', 2).slice(0, -1),
        `${padded('d', 2)}  `,
        `${padded('e', 2)}}`,
        padded('f', 2).replace('  }', ' \t}'),
        padded('g', 2).replace('  }', ' ,}'),
        padded('h', 2).replace('  }', '  ]'),
        padded('i', 2).replace('}  }', '  }'),
        '  }',
        '}',
        '',
      ];
      assertReadsLikeJsonParse(texts, known);
      assertReadsLikeJsonParse(
        [`["a"  ]`, `["b" ]`, `["c"    ]`, `["d"   }`, `["   ]`],
        ['["x"]', '["y"   ]', '["z" ]'],
      );
      assertReadsLikeJsonParse(['"a  "', '"a "', '"b}   "', '"   }"', '"}  }'], ['"x  "', '"y  "', '"z   }"']);
    });
  }

  it('is not deceived by a string that goes on behind a quote', () => {
    assertReadsLikeJsonParse(['one', 'two', 'three', 'four'].map((word) => frame(`"say \\"${word}"`)));
  });

  it('is not deceived by a text that is shorter than its ends together', () => {
    assertReadsLikeJsonParse(['{"a":"x"}', '{"a":"y"}', '{"a":"}', '{"a":""}', '{"a":}']);
  });

  it('is not deceived by a member that stands twice', () => {
    assertReadsLikeJsonParse([twice('a', 'x'), twice('b', 'x'), twice('c', 'x'), twice('c', 'y'), twice('c', 'z')]);
  });

  it('is not deceived by a name that changes', () => {
    assertReadsLikeJsonParse(['{"a":1}', '{"b":1}', '{"c":1}', '{"__proto__":1}', '{"d":1}']);
  });

  it('keeps own members of any name', () => {
    assertReadsLikeJsonParse([odd('a'), odd('b'), odd('c')]);
    assert.notProperty({}, 'text');
  });

  it('gives fresh values, at every depth', () => {
    const reader = new JsonReader(0);
    for (const text of ['a', 'b', 'c', 'd']) {
      const value = reader.parse(`{"list":[{"text":"${text}"},{"other":{"kept":1}}]}`) as {
        list: [{ text: string }, { other: { kept: number } }];
      };
      assert.deepEqual(value, { list: [{ text }, { other: { kept: 1 } }] });
      value.list[0].text = 'spoiled';
      value.list[1].other.kept = 2;
      value.list.push({ spoiled: true } as never);
    }
  });

  it('reads two alternating kinds of texts', () => {
    const texts = Array.from({ length: 20 }, (_, i) => frame(`"text ${i}"`, String(i % 2)));
    assertReadsLikeJsonParse(texts);
  });

  it('reads texts of which two strings change', () => {
    const texts = Array.from({ length: 60 }, (_, i) => `{"text":"t${i}","noise":"${'x'.repeat(i % 7)}"}`);
    assertReadsLikeJsonParse(texts);
  });

  describe('of which strings and numbers change', () => {
    const known = ['"a"', '"bc"', '"d"', '"e"'].map((delta, i) => event(String(i + 8), delta, `"${'x'.repeat(i)}"`));

    it('reads them', () => {
      assertReadsLikeJsonParse([
        ...known,
        event('0', '""', '""'),
        event('999999999999999', '"\\n\\u00e9日本"', '"0123456789ab"'),
        event('7', '"0123456789abc"', '"0123456789abcdefghijklmn"'),
        event('7', '"0123456789abcdefghijklmno"', '"\\"0123456789abcdefghijklmnopqrstuvwxyz\\ud800"'),
      ]);
    });

    for (const number of [
      '01',
      '00',
      '-1',
      '-0',
      '1.5',
      '1e3',
      '1E3',
      '1.',
      '.5',
      '+1',
      '',
      ' 1',
      '1 ',
      '1 2',
      '0x1',
    ]) {
      it(`is not deceived by the number ${number}`, () => {
        assertReadsLikeJsonParse([event(number, '"a"', '"b"'), event('5', '"last"', '"c"')], known);
      });
    }

    it('is not deceived by numbers that are not exact, or no numbers', () => {
      const numbers = ['9007199254740993', '1000000000000000', '1'.repeat(400), '"8"', 'null', '{}', '[1]', '8,"n":9'];
      for (const number of numbers) assertReadsLikeJsonParse([event(number, '"a"', '"b"')], known);
    });

    it('is not deceived by strings that end elsewhere', () => {
      const strings = [
        '"a',
        'a"',
        '"a"b"',
        '"a\\"',
        '"\\x"',
        '"\t"',
        '"\u0000"',
        '"a","delta":"b"',
        '"a"}],"x":[{"y":"b"',
        '"\\',
      ];
      for (const string of strings) {
        assertReadsLikeJsonParse([event('5', string, '"b"'), event('5', '"b"', string)], known);
      }
    });

    it('is not deceived by what comes before the beginning or behind the end', () => {
      const whole = event('5', '"a"', '"b"');
      const texts = [
        `${whole} `,
        ` ${whole}`,
        `${whole}}`,
        `${whole}${whole}`,
        whole.slice(0, -1),
        whole.slice(1),
        whole,
      ];
      assertReadsLikeJsonParse(texts, known);
      for (let end = 0; end < whole.length; end++) assertReadsLikeJsonParse([whole.slice(0, end)], known);
    });

    it('is not deceived by members that stand twice, or by names that change', () => {
      for (const text of [twiceOver, names]) assertReadsLikeJsonParse(Array.from({ length: 20 }, (_, i) => text(i)));
    });

    it('is not deceived by a number that is the same in other words', () => {
      for (const same of ['1e1', '1.0e1', '1.1e1', '1.2E1']) {
        const texts = Array.from({ length: 12 }, (_, i) => `{"same":${same},"n":${i % 7},"text":"t${i}"}`);
        assertReadsLikeJsonParse(texts);
      }
    });

    it('gives fresh values', () => {
      const reader = new JsonReader(0);
      for (let i = 0; i < 9; i++) {
        const value = reader.parse(event(String(i), `"t${i}"`, `"${'x'.repeat(i % 4)}"`)) as {
          at: [0, { delta: string }];
          logprobs: unknown[];
        };
        assert.deepEqual(value.at, [0, { delta: `t${i}` }]);
        assert.deepEqual(value.logprobs, []);
        value.at[1].delta = 'spoiled';
        value.logprobs.push('spoiled');
      }
    });

    it('gives up where what was learned fits nothing', () => {
      const parsed = countParsed((reader) => {
        for (let i = 0; i < 3_000; i++) reader.parse(`{"n":${i},"text":"t${i}","third":${Math.floor(i / 3)}.5}`);
      });
      assert.isBelow(parsed, 3_100);
    });

    it('parses only what it does not know', () => {
      assert.isBelow(
        countParsed((reader) => {
          for (let i = 0; i < 5_000; i++) reader.parse(event(String(i), `"${i}\\n\\""`, `"${'x'.repeat(i % 16)}"`));
        }),
        80,
      );
    });
  });

  it('reads a very long string', () => {
    const long = frame(`"${'x'.repeat(17_000_000)}"`);
    const short = Array.from({ length: 3_000 }, () => frame('"a"'));
    assertReadsLikeJsonParse([long, frame('"c"')], [frame('"b"'), ...short]);
    assertReadsLikeJsonParse([frame('"a"'), frame('"b"'), long, frame('"c"')]);
  });

  for (const [what, textOf] of [
    ['', (i: number) => frame(`"text ${i}"`)],
    [', however it is padded', (i: number) => padded(`text ${i}`, (i * 7) % 16)],
  ] as const) {
    it(`parses only what it does not know${what}`, () => {
      assert.isBelow(
        countParsed((reader) => {
          for (let i = 0; i < 5_000; i++) reader.parse(textOf(i));
        }),
        80,
      );
    });
  }

  describe('equals JSON.parse', () => {
    const literal = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
      fc.string().map((text) => `"${text}"`),
      fc.constantFrom('"\\u0022"', '"\\\\"', '"\\""', '"a","b":"c"', '"\\ud83d\\ude00"', '5', 'null', '"a" "b"'),
    );

    it('for any document with any literal in one place', () => {
      fc.assert(
        fc.property(
          fc.json(),
          fc.array(literal, { minLength: 3, maxLength: 12 }),
          fc.nat(),
          (document, literals, at) => {
            // The hole stands where the document has a string, or around it.
            const places = [...document.matchAll(/"(?:[^"\\]|\\.)*"/g)];
            const place = places[at % Math.max(places.length, 1)];
            const [before, after] = place
              ? [document.slice(0, place.index), document.slice(place.index + place[0].length)]
              : [`[${document},`, ']'];
            assertReadsLikeJsonParse(literals.map((text) => before + text + after));
          },
        ),
        { numRuns: 500 },
      );
    });

    it('for any document with any literal in one place and any number of blanks before its end', () => {
      const blanks = fc.integer({ min: 0, max: 20 }).map((length) => ' '.repeat(length));
      fc.assert(
        fc.property(
          fc.json(),
          fc.array(fc.tuple(literal, blanks, fc.constantFrom('}', '}', '}', ']', '"', '')), {
            minLength: 3,
            maxLength: 12,
          }),
          fc.constantFrom('{"a":', '{"b":[{"__proto__":', '{"c":1,"d":{"e":'),
          (document, endings, begin) => {
            const closed = { '{"a":': '', '{"b":[{"__proto__":': '}]', '{"c":1,"d":{"e":': '}' }[begin];
            assertReadsLikeJsonParse(
              endings.map(([text, padding, bracket]) => `${begin}${text}${closed},"f":${document}${padding}${bracket}`),
            );
            assertReadsLikeJsonParse(
              endings.map(([text, padding, bracket]) => `${begin}${text}${closed}${padding}${bracket}`),
            );
          },
        ),
        { numRuns: 500 },
      );
    });

    const number = fc.oneof(
      fc.nat().map(String),
      fc.maxSafeInteger().map(String),
      fc.double().map(String),
      fc.constantFrom('0', '00', '-0', '1e1', '1.0', '10', '12345678901234567890'),
    );

    it('for any document with any literals in several places', () => {
      fc.assert(
        fc.property(
          fc.json({ maxDepth: 3 }),
          fc.array(fc.nat(), { minLength: 2, maxLength: 4 }),
          fc.array(fc.array(fc.oneof({ weight: 3, arbitrary: number }, literal), { minLength: 4, maxLength: 4 }), {
            minLength: 4,
            maxLength: 12,
          }),
          (document, places, fillings) => {
            // Where the document has strings or numbers, names included, each text has others.
            const wrapped = `[${document},"a",0,"b",1]`;
            const tokens = wrapped.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^"\d-]+/g) ?? [];
            const holes = tokens.flatMap((token, i) => (/^["\d-]/.test(token) ? [i] : []));
            const chosen = new Map(places.map((place, i) => [holes[place % holes.length], i]));
            // Two texts of each kind of filling, one after the other, so that there is something to learn.
            const texts = fillings.flatMap((filling) =>
              ['', 'x', 'yy'].map((more) =>
                tokens
                  .map((token, i) => {
                    const place = chosen.get(i);
                    if (place === undefined) return token;
                    const other = filling[place] ?? '';
                    return token.startsWith('"') === other.startsWith('"') ? other : JSON.stringify(`${other}${more}`);
                  })
                  .join(''),
              ),
            );
            assertReadsLikeJsonParse(texts);
          },
        ),
        { numRuns: 500 },
      );
    });

    it('for any texts', () => {
      fc.assert(
        fc.property(fc.array(fc.oneof(fc.json(), fc.string(), literal), { maxLength: 30 }), (texts) =>
          assertReadsLikeJsonParse(texts),
        ),
        { numRuns: 300 },
      );
    });
  });
});
