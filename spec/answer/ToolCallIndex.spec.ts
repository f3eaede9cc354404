import { assert } from 'chai';
import { ToolCallIndex } from '../../lib/answer/ToolCallIndex.ts';

interface Piece {
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
}

/** The calls of `pieces` as `index id name(arguments)`, put together by where each piece is placed. */
function callsOf(pieces: readonly Piece[]): readonly string[] {
  const placing = new ToolCallIndex();
  const calls = new Map<number, { id: string; name: string; text: string }>();
  for (const { text = '', ...piece } of pieces) {
    const { index, id, name, arguments: added } = placing.place(piece, text);
    const call = calls.get(index) ?? { id: '-', name: '-', text: '' };
    calls.set(index, { id: id ?? call.id, name: name ?? call.name, text: call.text + added });
  }
  return [...calls].map(([index, { id, name, text }]) => `${index} ${id} ${name}(${text})`);
}

describe('ToolCallIndex', () => {
  const table: readonly (readonly [name: string, pieces: readonly Piece[], ...calls: readonly string[]])[] = [
    [
      'by the index',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, id: 'b', name: 'g' },
        { index: 0, text: '1' },
        { index: 1, text: '2' },
      ],
      '0 a f(1)',
      '1 b g(2)',
    ],
    [
      'by the id, where there is no index',
      [
        { id: 'a', name: 'f' },
        { id: 'b', name: 'g' },
        { id: 'a', text: '1' },
        { id: 'b', text: '2' },
      ],
      '0 a f(1)',
      '1 b g(2)',
    ],
    [
      'to the last one opened, where there is neither',
      [{ id: 'a', name: 'f' }, { text: '1' }, { id: 'b', name: 'g' }, { text: '2' }],
      '0 a f(1)',
      '1 b g(2)',
    ],
    [
      'another name alone opens another call',
      [
        { name: 'f', text: '1' },
        { name: 'g', text: '2' },
      ],
      '0 - f(1)',
      '1 - g(2)',
    ],
    [
      'the same name alone opens none',
      [
        { name: 'f', text: '1' },
        { name: 'f', text: '2' },
      ],
      '0 - f(12)',
    ],
    ['a piece of no call at all opens one', [{ text: '1' }, { text: '2' }], '0 - -(12)'],

    [
      'every call has index 0: two whole ones',
      [
        { index: 0, id: 'a', name: 'get_time', text: '{"city":"paris"}' },
        { index: 0, id: 'b', name: 'get_weather', text: '{"city":"oslo"}' },
      ],
      '0 a get_time({"city":"paris"})',
      '1 b get_weather({"city":"oslo"})',
    ],
    [
      'every call has index 0: in pieces, each after the other',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x"' },
        { index: 0, text: ':1}' },
        { index: 0, id: 'b', name: 'f', text: '{"x"' },
        { index: 0, text: ':2}' },
      ],
      '0 a f({"x":1})',
      '1 b f({"x":2})',
    ],
    [
      'every call has index 0: one without arguments, then one of another name',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 0, id: 'b', name: 'g', text: '{}' },
      ],
      '0 a f()',
      '1 b g({})',
    ],
    [
      'an id that merely changes in the middle of the arguments opens no call',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x"' },
        { index: 0, id: 'b', text: ':1' },
        { index: 0, id: 'c', name: 'f', text: '}' },
      ],
      '0 c f({"x":1})',
    ],
    [
      'a placeholder is no id',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 0, id: 'null', text: '{}' },
        { index: 1, id: 'None', name: 'g', text: '{}' },
        { index: 2, id: 'undefined', name: 'h', text: '{}' },
      ],
      '0 a f({})',
      '1 - g({})',
      '2 - h({})',
    ],
    [
      'an id that a server gives twice, with other arguments',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x":1}' },
        { index: 0, id: 'a', name: 'f', text: '{"x":2}' },
        { index: 0, id: 'a', name: 'f', text: '{"x":2}' },
      ],
      '0 a f({"x":1})',
      '1 a f({"x":2})',
    ],
    [
      'arguments that come whole once more in another spelling',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x":' },
        { index: 0, id: 'a', name: 'f', text: '1}' },
        { index: 0, id: 'a', name: 'f', text: '{ "x": 1 }' },
      ],
      '0 a f({"x":1})',
    ],
    [
      'an id that is repeated with more of the arguments',
      [
        { index: 0, id: 'a', name: 'f', text: '{}' },
        { index: 0, id: 'a', name: 'f', text: '{"x":' },
        { index: 0, id: 'a', name: 'f', text: '1}' },
      ],
      '0 a f({}{"x":1})',
    ],
    [
      'an id that comes late is of the call',
      [
        { index: 0, name: 'f', text: '{}' },
        { index: 0, id: 'a' },
      ],
      '0 a f({})',
    ],
    [
      'an index that comes with the second piece is of the call',
      [
        { id: 'a', name: 'f' },
        { index: 0, text: '{}' },
        { id: 'b', name: 'g' },
        { index: 1, text: '[]' },
      ],
      '0 a f({})',
      '1 b g([])',
    ],
    [
      'every call has index 0 and none an id: whole ones',
      [
        { index: 0, name: 'f', text: '{"x":1}' },
        { index: 0, name: 'f', text: '{"x":2}' },
        { index: 0, name: 'g', text: '{}' },
      ],
      '0 - f({"x":1})',
      '1 - f({"x":2})',
      '2 - g({})',
    ],
    [
      'neither index nor id: whole ones of one name',
      [
        { name: 'f', text: '{"x":1}' },
        { name: 'f', text: '{"x":2}' },
      ],
      '0 - f({"x":1})',
      '1 - f({"x":2})',
    ],
    [
      'every call has index 0 and some an id: whole ones of other names',
      [
        { index: 0, name: 'f', text: '{}' },
        { index: 0, id: 'b', name: 'g', text: '{}' },
        { index: 0, name: 'h', text: '{}' },
      ],
      '0 - f({})',
      '1 b g({})',
      '2 - h({})',
    ],
    [
      'a name that comes with each piece opens no call',
      [
        { index: 0, name: 'f', text: '{"x"' },
        { index: 0, name: 'f', text: ':1}' },
        { index: 0, name: 'f', text: '' },
      ],
      '0 - f({"x":1})',
    ],
    [
      'the same id for two calls',
      [
        { index: 0, id: 'a', name: 'f', text: '{}' },
        { index: 1, id: 'a', name: 'g', text: '{}' },
      ],
      '0 a f({})',
      '1 a g({})',
    ],
    [
      'the same id for two calls of one name',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x":1}' },
        { index: 1, id: 'a', name: 'f', text: '{"x":2}' },
      ],
      '0 a f({"x":1})',
      '1 a f({"x":2})',
    ],
    [
      'a second call that begins with the index of the first, and goes on with its own',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x":1}' },
        { index: 0, id: 'b', name: 'f' },
        { index: 1, text: '{"x"' },
        { index: 1, text: ':2}' },
      ],
      '0 a f({"x":1})',
      '1 b f({"x":2})',
    ],
    [
      'an index of another call than the one in that place is found by its id',
      [
        { index: 0, id: 'a', name: 'f', text: '{}' },
        { index: 0, id: 'b', name: 'g', text: '{' },
        { index: 1, id: 'b', text: '}' },
      ],
      '0 a f({})',
      '1 b g({})',
    ],
    [
      'arguments above 64 KiB are not looked at for being whole',
      [
        { index: 0, id: 'a', name: 'f', text: `"${'x'.repeat(65_536)}"` },
        { index: 0, id: 'b', name: 'f', text: '{}' },
      ],
      `0 b f("${'x'.repeat(65_536)}"{})`,
    ],
    [
      'arguments that come whole once more, as they are and as a JSON string',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x"' },
        { index: 0, text: ':1}' },
        { index: 0, text: '{"x":1}' },
        { index: 0, id: 'a', name: 'f', text: '"{\\"x\\":1}"' },
      ],
      '0 a f({"x":1})',
    ],
    [
      'each piece repeats the arguments so far',
      [
        { index: 0, id: 'a', name: 'f', text: '{"' },
        { index: 0, id: 'a', name: 'f', text: '{"x":"y' },
        { index: 0, id: 'a', name: 'f', text: '{"x":"y"}' },
      ],
      '0 a f({"x":"y"})',
    ],
    [
      'a piece that may begin an inner object, or any other text, repeats nothing',
      [
        { index: 0, id: 'a', name: 'f', text: '{"x":' },
        { index: 0, text: '{"x":1}' },
        { index: 0, text: '}' },
        { index: 1, id: 'b', name: 'g', text: 'ha' },
        { index: 1, text: 'haha' },
      ],
      '0 a f({"x":{"x":1}})',
      '1 b g(hahaha)',
    ],
    [
      'a name in pieces',
      [
        { index: 0, id: 'a', name: 'get_', text: '' },
        { index: 0, name: 'weather', text: '' },
        { index: 0, text: '{}' },
      ],
      '0 a get_weather({})',
    ],
    [
      'each piece repeats the name so far',
      [
        { index: 0, id: 'a', name: 'get_' },
        { index: 0, name: 'get_weather' },
      ],
      '0 a get_weather()',
    ],
    ['a large index, and one without an index after it', [{ index: 5, id: 'a' }, { id: 'b' }], '5 a -()', '6 b -()'],
  ];
  for (const [name, pieces, ...calls] of table) {
    it(name, () => assert.deepEqual(callsOf(pieces), calls));
  }

  it('says id and name of a call once, though each piece repeats them', () => {
    const placing = new ToolCallIndex();
    const piece = { index: 0, id: 'a', name: 'f' };
    assert.deepEqual(placing.place(piece, '{'), { index: 0, id: 'a', name: 'f', arguments: '{' });
    assert.deepEqual(placing.place(piece, '}'), { index: 0, arguments: '}' });
    assert.deepEqual(placing.place({ index: 0, id: '', name: '' }, ''), { index: 0, arguments: '' });
  });
});
