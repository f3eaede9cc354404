import { assert } from 'chai';
import {
  added,
  argumentsDelta,
  blocksOf,
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

/** Without its place, as some servers send it. */
const bare = (item: object): object => ({ ...item, output_index: undefined, content_index: undefined });

/** What became of activities. */
const states = async (events: readonly object[]): Promise<readonly unknown[]> =>
  only(await play(events), 'activity').map((chunk) => ('state' in chunk ? [chunk.id, chunk.state] : []));

describe("the items of a stream of OpenAI's Responses", () => {
  describe('finds the item that a piece belongs to', () => {
    it('by its index, whatever its id', async () => {
      const played = await play([
        added(message('', { id: 'a' }), { output_index: 1 }),
        delta('He', { output_index: 1, item_id: 'b' }),
        delta('llo', { output_index: 1, item_id: 'c' }),
        done(message('Hello', { id: 'd' }), { output_index: 1 }),
        completed([{ type: 'reasoning', summary: [] }, message('Hello', { id: 'e' })]),
      ]);
      assert.equal(textOf(played), 'Hello');
      assert.lengthOf(blocksOf(played), 2);
    });

    it('by its id, where it has no index', async () => {
      const played = await play([
        bare(added({ type: 'reasoning', id: 'rs', summary: [] })),
        bare(event('reasoning_text.delta', { item_id: 'rs', delta: 'Hm.' })),
        bare(done({ type: 'reasoning', id: 'rs', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] })),
        bare(added(message('', { id: 'ms' }))),
        bare(added(call('a', 'look', ''))),
        bare(added(call('b', 'now', ''))),
        bare(delta('Hello', { item_id: 'ms' })),
        bare(argumentsDelta('{"a":1}', { item_id: 'fc_a' })),
        bare(argumentsDelta('{"b":2}', { item_id: 'fc_b' })),
        bare(done(message('Hello', { id: 'ms' }))),
        bare(done(call('a', 'look', '{"a":1}'))),
        bare(done(call('b', 'now', '{"b":2}'))),
        completed(),
      ]);
      assert.deepEqual([textOf(played, 'reasoning'), textOf(played)], ['Hm.', 'Hello']);
      assert.deepEqual(only(played, 'tool-call'), [
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'look', arguments: '' },
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'now', arguments: '' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '{"a":1}' },
        { type: 'tool-call', choice: 0, index: 1, arguments: '{"b":2}' },
      ]);
    });

    it('where it has neither, or an id that changes: the last that is open', async () => {
      const played = await play([
        { type: 'response.reasoning_text.delta', item_id: 'changes 1', delta: '1' },
        { type: 'response.reasoning_text.delta', item_id: 'changes 2', delta: '2' },
        { type: 'response.output_text.delta', delta: 'A' },
        { type: 'response.output_text.delta', delta: 'B' },
        { type: 'response.output_text.done', text: 'AB' },
        completed([
          { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: '12' }] },
          message('AB'),
        ]),
      ]);
      assert.deepEqual([textOf(played, 'reasoning'), textOf(played)], ['12', 'AB']);
    });

    it('where items of several types have the same index', async () => {
      const played = await play([
        event('reasoning_text.delta', { content_index: 0, delta: 'Hm.' }),
        added(message('', { id: 'm' })),
        delta('Hello'),
        added(call('a', 'look', '')),
        argumentsDelta('{}'),
        done(call('a', 'look', '{}')),
        added(call('b', 'now', '')),
        argumentsDelta('{"b":2}'),
        done(call('b', 'now', '{"b":2}')),
        done(message('Hello', { id: 'm' })),
        completed([message('Hello'), call('a', 'look', '{}'), call('b', 'now', '{"b":2}')]),
      ]);
      assert.equal(textOf(played), 'Hello');
      assert.deepEqual(
        only(played, 'tool-call').map((chunk) => ('arguments' in chunk ? [chunk.index, chunk.arguments] : [])),
        [
          [0, ''],
          [0, '{}'],
          [1, ''],
          [1, '{"b":2}'],
        ],
      );
    });

    it('where one item after another has the same index', async () => {
      const a = message('A', { id: 'a' });
      const b = message('B', { id: 'b' });
      for (const events of [
        [added(message('', { id: 'a' })), delta('A'), done(a), added(message('', { id: 'b' })), delta('B'), done(b)],
        [done(a), done(b)],
        [delta('A'), done(a), added(message('', { id: 'b' })), done(b)],
      ]) {
        for (const end of [completed([a, b]), completed()]) {
          const played = await play([...events, end]);
          assert.deepEqual([textOf(played), blocksOf(played)], ['AB', [a, b]]);
        }
      }
    });

    it('where one item is announced twice, or does not say its type', async () => {
      const opened = added(message('', { id: 'a' }));
      const twice = await play([opened, delta('A'), opened, delta('B'), done(message('AB', { id: 'a' })), completed()]);
      assert.deepEqual([textOf(twice), blocksOf(twice).length], ['AB', 1]);
      const again = await play([opened, delta('A'), opened, done(message('A', { id: 'a' })), completed()]);
      assert.equal(textOf(again), 'A');
      const untyped = { role: 'assistant', content: 'A' };
      const once = await play([delta('A'), done(untyped), completed([untyped])]);
      assert.deepEqual([textOf(once), blocksOf(once)], ['A', [untyped]]);
    });

    it('by its id, where several are open and have no index', async () => {
      const played = await play(
        [
          added(message('', { id: 'a' })),
          added(message('', { id: 'b' })),
          delta('A', { item_id: 'a' }),
          delta('B', { item_id: 'b' }),
          done(message('A', { id: 'a' })),
          done(message('B', { id: 'b' })),
          completed(),
        ].map(bare),
      );
      assert.deepEqual([textOf(played), blocksOf(played).length], ['AB', 2]);
    });

    it('where pieces of several come in turns', async () => {
      const pieces = ['A', 'B', 'a', 'b'].map((text, i) => delta(text, { output_index: 1 + (i % 2) }));
      const ends = ['Aa', 'Bb'].map((text, i) => done(message(text), { output_index: i + 1 }));
      assert.equal(textOf(await play([...pieces, ...ends, completed()])), 'ABab');
    });

    it('where two calls at the same index come in pieces', async () => {
      const a = call('a', 'look', '{"a":1}');
      const b = call('b', 'now', '{"b":2}');
      const opened = [added(call('a', 'look', '')), argumentsDelta('{"a":1}')];
      const other = [added(call('b', 'now', '')), argumentsDelta('{"b":2}')];
      const played = await play([...opened, ...other, done(a), done(b), completed([a, b])]);
      assert.deepEqual(
        callsOf(played).map(({ index, arguments: json }) => [index, json]),
        [
          [0, ''],
          [0, '{"a":1}'],
          [1, ''],
          [1, '{"b":2}'],
        ],
      );
    });

    it('where nothing tells it, and the one before has ended', async () => {
      const piece = { type: 'response.output_text.delta', output_index: null };
      const end = { type: 'response.output_item.done', item: message('A') };
      const pieces = [{ ...piece, delta: 'A' }, end, { ...piece, delta: 'B' }];
      const played = await play([...pieces, completed([message('A'), message('B')])]);
      assert.deepEqual([textOf(played), blocksOf(played)], ['AB', [message('A'), message('B')]]);
    });

    it('where the response names another of its items, or puts it elsewhere', async () => {
      const opened = [delta('A'), added(message('', { id: 'b' }), { output_index: 1 })];
      const byId = await play([...opened, completed([message('B', { id: 'b' })])]);
      assert.equal(textOf(byId), 'AB');
      const byPlace = await play([...opened, completed([{ type: 'reasoning', summary: [] }, message('B')])]);
      assert.equal(textOf(byPlace), 'AB');
    });

    it('where two calls are open at the same index', async () => {
      const a = call('a', 'look', '{"a":1}');
      const b = call('b', 'now', '{"b":2}');
      const played = await play([
        added(call('a', 'look', '')),
        added(call('b', 'now', '')),
        done(a),
        done(b),
        completed([a, b]),
      ]);
      assert.deepEqual(
        only(played, 'tool-call').map((chunk) =>
          'arguments' in chunk ? [chunk.index, chunk.id, chunk.arguments] : [],
        ),
        [
          [0, 'a', ''],
          [1, 'b', ''],
          [0, undefined, '{"a":1}'],
          [1, undefined, '{"b":2}'],
        ],
      );
      assert.deepEqual(blocksOf(played), [a, b]);
    });

    it('where one is ended before the one that begins earlier', async () => {
      const reasoning = { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'Hm.' }] };
      const played = await play([
        added({ type: 'reasoning', id: 'rs', summary: [] }),
        added(message('', { id: 'm' }), { output_index: 1 }),
        summary('Hm.', 0),
        delta('Hello', { output_index: 1 }),
        done(message('Hello', { id: 'm' }), { output_index: 1 }),
        done(reasoning),
        completed([reasoning, message('Hello', { id: 'other' })]),
      ]);
      assert.deepEqual([textOf(played, 'reasoning'), textOf(played)], ['Hm.', 'Hello']);
      assert.deepEqual(blocksOf(played), [reasoning, message('Hello', { id: 'm' })]);
    });

    it('where the response leaves items out, or has other ids', async () => {
      const played = await play([
        done({ type: 'reasoning', id: 'rs', summary: [] }),
        delta('Hello', { output_index: 1, item_id: 'msg_tmp_1' }),
        done(call('a', 'look', '{}'), { output_index: 2 }),
        completed([message('Hello', { id: 'msg_2' }), call('b', 'now', '{"b":2}'), call('a', 'look', '{}')]),
      ]);
      assert.equal(textOf(played), 'Hello');
      assert.deepEqual(
        only(played, 'tool-call').map((chunk) => ('arguments' in chunk ? [chunk.id, chunk.arguments] : [])),
        [
          ['a', '{}'],
          ['b', '{"b":2}'],
        ],
      );
    });
  });

  describe('gives blocks', () => {
    it('as each item ends, of any type, and untouched', async () => {
      const items = [
        { type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'final', status: null },
        { type: 'program', id: 'p', code: 'x' },
        message('Hello', { id: 'm', phase: 'final_answer', status: 'completed' }),
        { type: 'custom_tool_call', id: 'ctc', call_id: 'c', name: 'sql', input: 'SELECT 1' },
        { type: 'mcp_approval_request', id: 'mcpr', name: 'pay', arguments: '{}' },
      ];
      const played = await play([
        added({ type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'draft' }),
        ...items.map((item, i) => done(item, { output_index: i })),
        completed(items),
      ]);
      assert.deepEqual(blocksOf(played), items);
      assert.isEmpty(only(played, 'tool-call'));
      assert.deepInclude(played.chunks.at(-1), { reason: 'stop' });
    });

    it('of the response, where items did not end', async () => {
      const items = [{ type: 'reasoning', id: 'rs', summary: [] }, message('Hello', { id: 'm' })];
      const played = await play([added(items[0] ?? {}), delta('Hello', { output_index: 1 }), completed(items)]);
      assert.deepEqual(blocksOf(played), items);
    });

    it('in the order of the output, though items begin and end in another', async () => {
      const items = [message('A', { id: 'a' }), message('B', { id: 'b' }), call('c', 'look', '{}')];
      const begin = (i: number): object => added(items[i] ?? {}, { output_index: i });
      const end = (i: number): object => done(items[i] ?? {}, { output_index: i });
      const events = [begin(1), begin(2), begin(0), end(2), end(0), end(1)];
      assert.deepEqual(blocksOf(await play([...events, '[DONE]'])), items);
      const held = await play([...events.slice(0, 4), completed()]);
      assert.deepEqual(blocksOf(held), items.slice(2));
    });

    it('each once, though it comes again', async () => {
      const item = message('Hello', { id: 'm' });
      const played = await play([done(item), done(item), completed([item])]);
      assert.deepEqual([blocksOf(played), textOf(played)], [[item], 'Hello']);
    });

    it('at `[DONE]`, where there is no other end', async () => {
      const played = await play([added(message('')), done(call('a', 'look', '{}'), { output_index: 1 }), '[DONE]']);
      assert.deepEqual(blocksOf(played), [call('a', 'look', '{}')]);
      assert.deepEqual(played.chunks.at(-1), { type: 'finish', choice: 0, reason: 'tool-calls' });
    });
  });

  describe('tells what the service does meanwhile:', () => {
    const names = ['web_search', 'file_search', 'code_interpreter', 'image_generation', 'mcp'];
    for (const name of names) {
      it(name, async () => {
        const type = `${name}_call`;
        const played = await play([
          added({ type, id: 'x_1', status: 'in_progress' }),
          event(`${type}.in_progress`, { item_id: 'x_2' }),
          event(`${type}.searching`, { item_id: 'x_3' }),
          event(`${type}.interpreting`, { item_id: 'x_3' }),
          event(`${type}.generating`, { item_id: 'x_3' }),
          event(`${type}.completed`, { item_id: 'x_4' }),
          done({ type, id: 'x_5', status: 'completed', error: null }),
          completed([{ type, id: 'x_6', status: 'completed' }]),
        ]);
        assert.deepEqual(only(played, 'activity'), [
          { type: 'activity', choice: 0, id: 'x_1', name, state: 'started' },
          { type: 'activity', choice: 0, id: 'x_1', name, state: 'done' },
        ]);
        assert.isEmpty(played.malformed);
      });
    }

    it('what failed', async () => {
      const id = 'mcp_1';
      const failed = [
        [id, 'started'],
        [id, 'failed'],
      ];
      assert.deepEqual(await states([event('mcp_call.failed', { item_id: id }), completed()]), failed);
      assert.deepEqual(await states([done({ type: 'mcp_call', id, error: 'no such tool' }), completed()]), failed);
      assert.deepEqual(
        await states([done({ type: 'code_interpreter_call', id, status: 'incomplete' }), completed()]),
        failed,
      );
      assert.deepEqual(await states([done({ type: 'web_search_call', id, status: 'failed' }), completed()]), failed);
      assert.deepEqual(await states([event('mcp_list_tools.in_progress', { item_id: id }), '[DONE]'] as object[]), [
        [id, 'started'],
      ]);
    });

    it('of items without ids, and several of one type', async () => {
      const search = { type: 'web_search_call', status: 'completed' };
      const played = await play([completed([search, search])]);
      const ids = only(played, 'activity').map((chunk) => ('id' in chunk ? chunk.id : ''));
      assert.lengthOf(ids, 4);
      assert.equal(new Set(ids).size, 2);
    });
  });

  describe('gives as sources', () => {
    const annotations = [
      { type: 'url_citation', url: 'https://a.example/', title: 'A', start_index: 0, end_index: 3 },
      { type: 'url_citation', url: 'https://a.example/', title: 'A', start_index: 4, end_index: 9 },
      { type: 'file_citation', file_id: 'file-1', filename: 'a.pdf', index: 7 },
      { type: 'container_file_citation', container_id: 'cntr_1', file_id: 'cfile_1', filename: 'plot.png' },
      { type: 'file_path', file_id: 'file-2', index: 9 },
      { type: 'url_citation', url: 'https://c.example/', title: '' },
      { type: 'url_citation', title: 'nowhere' },
      null,
      'https://a.example/',
    ];
    const sources = [
      { type: 'source', choice: 0, url: 'https://a.example/', title: 'A' },
      { type: 'source', choice: 0, title: 'a.pdf', id: 'file-1' },
      { type: 'source', choice: 0, title: 'plot.png', id: 'cfile_1' },
      { type: 'source', choice: 0, id: 'file-2' },
      { type: 'source', choice: 0, url: 'https://c.example/' },
    ];

    it('what the text cites, each once, after the text', async () => {
      const cited = message('', { content: [{ type: 'output_text', text: 'x', annotations }] });
      const pieces = annotations.map((annotation) => event('output_text.annotation.added', { annotation }));
      for (const events of [[delta('x'), ...pieces, done(cited), completed([cited])], [completed([cited])]]) {
        const played = await play(events);
        assert.deepEqual(only(played, 'text', 'source'), [{ type: 'text', choice: 0, text: 'x' }, ...sources] as never);
        assert.isEmpty(played.malformed);
      }
    });

    it('not what a search found and nothing cites', async () => {
      const found = { sources: [{ type: 'url', url: 'https://b.example/' }] };
      const played = await play([done({ type: 'web_search_call', id: 'ws', action: found }), completed()]);
      assert.isEmpty(only(played, 'source'));
    });
  });
});
