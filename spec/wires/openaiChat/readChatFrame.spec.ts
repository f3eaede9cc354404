import { assert } from 'chai';
import { readChatFrame } from '../../../lib/wires/openaiChat/readChatFrame.ts';
import { readParts } from '../../../lib/wires/reading/readParts.ts';
import { UNREADABLE, Unreadable } from '../../../lib/wires/reading/Unreadable.ts';

/** The delta of a frame with this one, and what of it could not be read. */
function readDelta(delta: unknown, whole = false): readonly [delta: unknown, unreadable: readonly string[]] {
  const frame = readChatFrame({ choices: [{ index: 0, delta }] }, { whole });
  return [frame?.choices?.[0]?.delta, frame?.[UNREADABLE] ?? []];
}

const text = (said: string) => ({ type: 'text', text: said });
const thought = (said: string) => ({ type: 'reasoning', text: said });

describe('readParts', () => {
  const table: readonly (readonly [value: unknown, parts: readonly object[]])[] = [
    ['Hi', [text('Hi')]],
    [6, [text('6')]],
    [0, [text('0')]],
    [
      ['a', 5, text('b')],
      [text('a'), text('5'), text('b')],
    ],
    [[{ type: 'output_text', text: 'a' }], [text('a')]],
    [[{ text: 'a' }], [text('a')]],
    [[{ type: 'text', text: { value: 'a' } }], [text('a')]],
    [[{ type: 'text', content: 'a' }], [text('a')]],
    [[{ type: 'thinking', thinking: [text('4'), text('.')] }], [thought('4.')]],
    [[{ type: 'thinking', thinking: 'hm' }], [thought('hm')]],
    [[{ type: 'reasoning', text: 'hm' }], [thought('hm')]],
    [[{ type: 'reasoning', reasoning: 'hm' }], [thought('hm')]],
    [[{ type: 'refusal', refusal: 'no' }], [{ type: 'refusal', text: 'no' }]],
    [text('a'), [text('a')]],
    [{ text: 'a' }, [text('a')]],
    [{ content: 'a' }, [text('a')]],
    [
      [
        { type: 'image_url', image_url: {} },
        { type: 'reference', ids: [1] },
        { type: 'constructor', constructor: 'x' },
        null,
        true,
        [],
      ],
      [],
    ],
    [[{ type: 'text', text: '' }, { type: 'text' }], []],
    ...[undefined, null, '', false, [], {}].map((nothing): [unknown, object[]] => [nothing, []]),
  ];
  for (const [value, parts] of table) {
    it(`reads ${JSON.stringify(value)}`, () => {
      const unreadable = new Unreadable();
      assert.deepEqual(readParts(value, 'content', { whole: false }, unreadable), parts as never);
      assert.deepEqual(unreadable.places, []);
    });
  }

  it('cannot read any other object, but in one JSON answer, where it is its JSON text', () => {
    for (const value of [{ a: 1 }, { type: 'else', text: 'x' }, { text: 5 }, true]) {
      const unreadable = new Unreadable();
      assert.deepEqual(readParts(value, 'content', { whole: false }, unreadable), []);
      assert.deepEqual(unreadable.places, ['content: a string or a list of parts']);
      assert.deepEqual(readParts(value, 'content', { whole: true }, unreadable), [
        text(JSON.stringify(value)),
      ] as never);
    }
  });

  it('reads parts within parts to some depth', () => {
    const deep: unknown = JSON.parse(`${'[{"text":'.repeat(100_000)}"x"${'}]'.repeat(100_000)}`);
    assert.deepEqual(readParts(deep, 'content', { whole: false }, new Unreadable()), []);
  });

  it('tells of the first 32 places', () => {
    const unreadable = new Unreadable();
    for (let i = 0; i < 100; i++) unreadable.add(`${i}`, 'x');
    assert.deepEqual([unreadable.places.length, unreadable.places.at(-1)], [32, '31: x']);
  });
});

describe('readChatFrame', () => {
  it('reads what is plain, whatever its type', () => {
    const [delta, unreadable] = readDelta({
      content: 6,
      refusal: [{ type: 'text', text: 'no' }],
      reasoning: 7,
      reasoning_content: ['h', 'm'],
      tool_calls: { index: '1', id: 5, function: { name: 'f', arguments: { a: 1 } } },
    });
    assert.deepInclude(delta, {
      content: [{ type: 'text', text: '6' }],
      refusal: 'no',
      reasoning: '7',
      reasoning_content: 'hm',
      tool_calls: [{ index: 1, id: '5', function: { name: 'f', arguments: '{"a":1}' } }],
    });
    assert.deepEqual(unreadable, []);
  });

  const places: readonly (readonly [what: string, delta: unknown, ...places: readonly string[]])[] = [
    ['content', { content: { a: 1 } }, 'choices/0/delta/content: a string or a list of parts'],
    ['a refusal', { refusal: { a: 1 } }, 'choices/0/delta/refusal: a string or a list of parts'],
    ['a call', { tool_calls: [5, {}] }, 'choices/0/delta/tool_calls/0: a tool call'],
    ['a delta', 5, 'choices/0/delta: an object'],
    [
      'several',
      { content: true, reasoning: { a: 1 } },
      'choices/0/delta/content: a string or a list of parts',
      'choices/0/delta/reasoning: a string or a list of parts',
    ],
  ];
  for (const [what, delta, ...expected] of places) {
    it(`names what it cannot read: ${what}`, () => assert.deepEqual(readDelta(delta)[1], expected));
  }

  it('loses no choice by another one', () => {
    const frame = readChatFrame(
      { choices: [null, { index: 1, delta: { content: 'b' } }, { index: -1 }, { index: '2', delta: 'c' }] },
      { whole: false },
    );
    assert.deepEqual(
      frame?.choices?.map(({ index, delta }) => [index, delta?.content]),
      [
        [1, 'b'],
        [2, 'c'],
      ],
    );
    assert.deepEqual(frame?.[UNREADABLE], ['choices/0: a choice', 'choices/2/index: an index below 10,000']);
  });

  it('takes one choice for a list of it', () => {
    for (const choice of [{ delta: { content: 'Hi' } }, { message: { content: 'Hi' } }]) {
      assert.lengthOf(readChatFrame({ choices: choice }, { whole: false })?.choices ?? [], 1);
    }
    assert.isUndefined(readChatFrame({ choices: { text: 'Hi' } }, { whole: false }));
  });

  it('reads the text of old completions', () => {
    const frame = readChatFrame({ choices: [{ index: 0, text: 'Hi', finish_reason: 'stop' }] }, { whole: false });
    assert.deepEqual(frame?.choices?.[0]?.delta, { content: 'Hi' });
  });

  const calls: readonly (readonly [call: object, read: object])[] = [
    [{ custom: { name: 'bash', input: 'ls' } }, { name: 'bash', arguments: 'ls' }],
    [
      { name: 'f', arguments: '{}' },
      { name: 'f', arguments: '{}' },
    ],
    [
      { function: { name: 'f', arguments: '' }, custom: { name: '', input: '' } },
      { name: 'f', arguments: '' },
    ],
    [{ function: { name: 'f', arguments: {} } }, { name: 'f', arguments: undefined }],
    [{ function: { name: 'f', arguments: [1] } }, { name: 'f', arguments: '[1]' }],
    [{ function: { name: 'f', arguments: 0 } }, { name: 'f', arguments: '0' }],
    [{ function: { name: ['f'] } }, { name: undefined, arguments: undefined }],
  ];
  for (const [call, fn] of calls) {
    it(`reads the call ${JSON.stringify(call)}`, () => {
      const [delta] = readDelta({ content: 5, tool_calls: [call] });
      assert.deepEqual((delta as { tool_calls: { function: unknown }[] }).tool_calls[0]?.function, fn);
    });
  }

  it('reads indexes as numbers below 10,000', () => {
    for (const [index, expected] of [
      ['0', 0],
      ['9999', 9999],
      ['10000', undefined],
      ['x', undefined],
      [-1, undefined],
      [0.5, undefined],
    ] as const) {
      const [delta] = readDelta({ content: 5, tool_calls: [{ index, id: 'a' }] });
      assert.equal((delta as { tool_calls: { index: unknown }[] }).tool_calls[0]?.index, expected, `${index}`);
    }
  });

  it('is nothing of what is no object', () => {
    for (const json of [undefined, null, 5, 'x', [], [{}]]) assert.isUndefined(readChatFrame(json, { whole: false }));
  });
});
