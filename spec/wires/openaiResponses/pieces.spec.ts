import { assert } from 'chai';
import {
  added,
  argumentsDelta,
  call,
  callsOf,
  completed,
  delta,
  done,
  event,
  message,
  only,
  play,
  summary,
  textOf,
} from './play.ts';

describe("the pieces of a stream of OpenAI's Responses", () => {
  describe('says once what comes several times:', () => {
    const text = 'Hello there';
    const partDone = event('output_text.done', { content_index: 0, text });
    const rows: readonly (readonly [string, readonly object[]])[] = [
      ['as deltas alone', [delta('Hello '), delta('there'), completed()]],
      ['as deltas, and in each event after', [delta(text), partDone, done(message(text)), completed([message(text)])]],
      ['at the end of the part alone', [partDone, completed()]],
      ['at the end of the part, and after', [partDone, done(message(text)), completed([message(text)])]],
      ['at the end of the item alone', [added(message('')), done(message(text)), completed()]],
      ['in the response alone', [completed([message(text)])]],
      ['in the response, and as deltas', [delta(text), completed([message(text)])]],
      ['behind empty deltas', [delta(''), delta(null), partDone, completed([message(text)])]],
    ];
    for (const [what, events] of rows) {
      it(`text ${what}`, async () => {
        const played = await play(events);
        assert.deepEqual([textOf(played), played.malformed], [text, []]);
      });
    }

    it('pieces alone, as they come', async () => {
      const kinds = [
        ['output_text', 'text'],
        ['refusal', 'refusal'],
        ['reasoning_text', 'reasoning'],
        ['reasoning_summary_text', 'reasoning'],
      ] as const;
      for (const [name, type] of kinds) {
        const pieces = ['He', 'llo'].map((piece) => event(`${name}.delta`, { delta: piece }));
        const played = await play([...pieces, completed()]);
        assert.deepEqual(only(played, 'text', 'refusal', 'reasoning'), [
          { type, choice: 0, text: 'He' },
          { type, choice: 0, text: 'llo' },
        ]);
      }
      const opened = added(call('a', 'look', ''));
      const calls = callsOf(
        await play([opened, argumentsDelta('{"x"'), argumentsDelta(''), argumentsDelta(':1}'), completed()]),
      );
      assert.deepEqual(calls, [
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'look', arguments: '' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '{"x"' },
        { type: 'tool-call', choice: 0, index: 0, arguments: ':1}' },
      ]);
    });

    it('parts as they end, where nothing came before or after', async () => {
      const kinds = [
        ['output_text', 'text', { text: 'Hello' }],
        ['refusal', 'refusal', { refusal: 'Hello' }],
        ['refusal', 'refusal', { text: 'Hello' }],
        ['reasoning_text', 'reasoning', { text: 'Hello' }],
        ['reasoning_summary_text', 'reasoning', { text: 'Hello', summary_index: 2 }],
      ] as const;
      for (const [name, type, said] of kinds) {
        const played = await play([event(`${name}.done`, said), completed()]);
        assert.deepEqual(only(played, 'text', 'refusal', 'reasoning'), [{ type, choice: 0, text: 'Hello' }]);
      }
    });

    it('a call by the id that its result names, which its item may lack at first', async () => {
      const { call_id: _, ...unnamed } = call('a', 'look', '');
      const named = await play([added(unnamed), done(call('a', 'look', '{}')), completed()]);
      assert.deepEqual(
        callsOf(named).flatMap(({ id }) => id ?? []),
        ['a'],
      );
      const nameless = await play([added(unnamed), done({ ...unnamed, id: 'changed' }), completed()]);
      assert.deepEqual(
        callsOf(nameless).flatMap(({ id }) => id ?? []),
        ['changed'],
      );
    });

    it('parts that came by deltas, and those that did not', async () => {
      const parts = ['A', 'B', 'C'].map((letter) => ({ type: 'output_text', text: letter }));
      const whole = message('', { content: parts });
      for (const events of [
        [delta('B', { content_index: 1 }), done(whole), completed([whole])],
        [delta('B', { content_index: 1 }), completed([whole])],
      ]) {
        assert.equal(textOf(await play(events)), 'BAC');
      }
    });

    it('parts that end, after others of the item', async () => {
      const ends = ['A', 'B'].map((letter, i) => event('output_text.done', { content_index: i, text: letter }));
      assert.equal(textOf(await play([delta('A'), ...ends, completed()])), 'AB');
    });

    it('a text whose place among the parts was not told', async () => {
      const content = [
        { type: 'refusal', refusal: 'No.' },
        { type: 'output_text', text: 'Yes.' },
      ];
      const played = await play([delta('Yes.'), done(message('', { content })), completed()]);
      assert.deepEqual([textOf(played), textOf(played, 'refusal')], ['Yes.', 'No.']);
    });

    it('numbers by their places', async () => {
      const content = ['A', '7'].map((letter) => ({ type: 'output_text', text: letter }));
      assert.equal(textOf(await play([delta(7, { content_index: 1 }), completed([message('', { content })])])), '7A');
      const steps = [summary(1 as never, 0), summary(2 as never, 1), completed()];
      assert.equal(textOf(await play(steps), 'reasoning'), '1\n\n2');
      const calls = callsOf(await play([added(call('a', 'look', '')), argumentsDelta({ x: 1 }), completed()]));
      assert.deepEqual(
        calls.map(({ arguments: json }) => json),
        ['', '{"x":1}'],
      );
    });

    it('messages that came by deltas in turns', async () => {
      const pieces = [delta('A'), delta('B', { output_index: 1 }), delta('a'), delta('b', { output_index: 1 })];
      assert.equal(textOf(await play([...pieces, completed([message('Aa'), message('Bb')])])), 'ABab');
    });

    it('messages that came by deltas, and those that did not', async () => {
      assert.equal(textOf(await play([delta('A'), completed([message('A'), message('B')])])), 'AB');
    });

    it('a refusal', async () => {
      const refusal = 'I would rather not.';
      const content = [{ type: 'refusal', refusal }];
      const end = event('refusal.done', { content_index: 0, refusal });
      for (const events of [
        [event('refusal.delta', { content_index: 0, delta: refusal }), end, completed([message('', { content })])],
        [end, done(message('', { content })), completed()],
        [completed([message('', { content })])],
      ]) {
        const played = await play(events);
        assert.deepEqual([textOf(played), textOf(played, 'refusal')], ['', refusal]);
        assert.deepEqual(played.chunks.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' });
      }
    });

    it('arguments', async () => {
      const json = '{"x":1}';
      const end = event('function_call_arguments.done', { arguments: json });
      const opened = added(call('a', 'look', ''));
      const whole = call('a', 'look', json);
      for (const events of [
        [opened, argumentsDelta('{"x"'), argumentsDelta(':1}'), end, done(whole), completed([whole])],
        [opened, end, done(whole), completed([whole])],
        [opened, done(whole), completed([whole])],
        [opened, completed([whole])],
        [done(whole), completed([whole])],
        [completed([whole])],
        [argumentsDelta(json), done(whole), completed([whole])],
        [event('function_call_arguments.done', { arguments: json, name: 'look' }), done(whole), completed()],
        [added(call('a', 'look', json)), done(whole), completed([whole])],
      ]) {
        const calls = callsOf(await play(events));
        assert.equal(calls.map((piece) => piece.arguments).join(''), json);
        assert.deepEqual(new Set(calls.map(({ index }) => index)), new Set([0]));
        assert.deepEqual(
          calls.flatMap(({ id }) => id ?? []),
          ['a'],
        );
        assert.deepEqual(
          calls.flatMap(({ name }) => name ?? []),
          ['look'],
        );
      }
    });
  });

  describe('reads reasoning:', () => {
    it('each part of a summary as a paragraph, of each item', async () => {
      const played = await play([
        summary('A', 0),
        summary('a', 0),
        summary('B', 1),
        delta('text between', { output_index: 1 }),
        summary('b', 1),
        summary('C', 0, { output_index: 2 }),
        completed(),
      ]);
      assert.equal(textOf(played, 'reasoning'), 'Aa\n\nBb\n\nC');
      assert.equal(textOf(played), 'text between');
    });

    it('whole parts as paragraphs, too', async () => {
      const item = { type: 'reasoning', id: 'rs', summary: ['A', 'B'].map((text) => ({ type: 'summary_text', text })) };
      for (const events of [
        [event('reasoning_summary_text.done', { summary_index: 0, text: 'A' }), done(item), completed()],
        [summary('A', 0), done(item), completed([item])],
        [done(item), completed([item])],
        [completed([item])],
      ]) {
        assert.equal(textOf(await play(events), 'reasoning'), 'A\n\nB');
      }
    });

    it('no paragraph before the first, and none of an empty part', async () => {
      const played = await play([summary('', 0), summary('A', 1), summary('', 2), completed()]);
      assert.deepEqual(only(played, 'reasoning'), [{ type: 'reasoning', choice: 0, text: 'A' }]);
    });

    it('the text of open models', async () => {
      const item = { type: 'reasoning', id: 'rs', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] };
      const end = event('reasoning_text.done', { content_index: 0, text: 'Hm.' });
      const piece = event('reasoning_text.delta', { content_index: 0, delta: 'Hm.' });
      for (const events of [[piece, end, done(item), completed([item])], [end, completed()], [completed([item])]]) {
        assert.equal(textOf(await play(events), 'reasoning'), 'Hm.');
      }
    });

    it('once, where a summary and the text say the same', async () => {
      const item = {
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        content: [{ type: 'reasoning_text', text: 'Hm.' }],
      };
      const piece = event('reasoning_text.delta', { content_index: 0, delta: 'Hm.' });
      for (const events of [[completed([item])], [piece, done(item), completed([item])]]) {
        assert.equal(textOf(await play(events), 'reasoning'), 'Hm.');
      }
      const twice = { type: 'reasoning', summary: ['Hm.', 'Hm.'].map((text) => ({ type: 'summary_text', text })) };
      assert.equal(textOf(await play([completed([twice])]), 'reasoning'), 'Hm.\n\nHm.');
    });

    it('each of a summary and a text that say different things, and of a message that says its thoughts', async () => {
      const both = {
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 'A' }],
        content: [{ type: 'reasoning_text', text: 'B' }],
      };
      assert.equal(textOf(await play([completed([both])]), 'reasoning'), 'A\n\nB');
      const content = [
        { type: 'reasoning_text', text: 'Four.' },
        { type: 'output_text', text: 'Four.' },
      ];
      const played = await play([completed([message('', { content })])]);
      assert.deepEqual([textOf(played, 'reasoning'), textOf(played)], ['Four.', 'Four.']);
    });

    it('the texts of several items as paragraphs', async () => {
      const pieces = [0, 2].map((i) =>
        event('reasoning_text.delta', { output_index: i, content_index: 0, delta: `${i}` }),
      );
      assert.equal(textOf(await play([...pieces, completed()]), 'reasoning'), '0\n\n2');
    });

    it('of a server that counts each delta as a part', async () => {
      const pieces = ['We ', 'count ', 'on.'];
      const item = {
        type: 'reasoning',
        summary: [],
        content: [{ type: 'reasoning_text', text: 'We count on.' }],
      };
      const played = await play([
        ...pieces.map((text, i) => event('reasoning_text.delta', { content_index: i, delta: text })),
        event('reasoning_text.done', { content_index: 3, text: 'We count on.' }),
        done(item),
        ...pieces.map((text, i) => delta(text, { output_index: 1, content_index: i + 4 })),
        event('output_text.done', { output_index: 1, content_index: 7, text: 'We count on.' }),
        done(message('We count on.'), { output_index: 1 }),
        completed([item, message('We count on.')]),
      ]);
      assert.deepEqual([textOf(played, 'reasoning'), textOf(played)], ['We count on.', 'We count on.']);
    });
  });
});
