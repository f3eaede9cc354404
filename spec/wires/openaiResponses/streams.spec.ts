import { assert } from 'chai';
import { RICH, RICH_CHUNKS } from './rich.ts';
import { added, call, completed, delta, done, event, message, only, play, sse, textOf } from './play.ts';

const MINIMAL = [
  '{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-5","output":[],"error":null,"usage":null}}',
  '{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}}',
  '{"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hello","logprobs":[],"obfuscation":"k3J"}',
  '{"type":"response.output_text.done","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"text":"Hello","logprobs":[]}',
  '{"type":"response.completed","sequence_number":4,"response":{"id":"resp_1","object":"response","status":"completed","model":"gpt-5","output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello","annotations":[]}]}],"error":null,"incomplete_details":null,"usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":12}}}',
];

/** With its name beside the data alone. */
const named = (name: string, data: object): string => `event: response.${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** A text, some events, and a terminal event with this response. */
const ended = (type: string, response: unknown, ...before: readonly object[]): ReturnType<typeof play> =>
  play([delta('x'), ...before, { type: `response.${type}`, response }]);

describe("a stream of OpenAI's Responses", () => {
  it('gives the shortest answer', async () => {
    const { chunks, malformed, error } = await play(MINIMAL);
    assert.deepEqual([malformed, error], [[], undefined]);
    assert.deepEqual(chunks, [
      { type: 'start', id: 'resp_1', model: 'gpt-5' },
      { type: 'text', choice: 0, text: 'Hello' },
      {
        type: 'block',
        choice: 0,
        wire: 'openai-responses',
        value: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
        },
      },
      { type: 'usage', promptTokens: 9, completionTokens: 3, totalTokens: 12, cachedTokens: 0, reasoningTokens: 0 },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' },
    ] as never);
  });

  it('gives a rich answer', async () => {
    const { chunks, malformed, error } = await play(RICH);
    assert.deepEqual([malformed, error], [[], undefined]);
    assert.deepEqual(chunks, RICH_CHUNKS as never);
  });

  it('gives no blocks where none are wanted', async () => {
    const { chunks } = await play(RICH, { blocks: false });
    assert.deepEqual(chunks, RICH_CHUNKS.filter(({ type }: { type?: string }) => type !== 'block') as never);
  });

  describe('begins', () => {
    it('with the id and model of the first event that has them', async () => {
      const first = { type: 'response.queued', response: { id: 'a', model: 'm1', status: 'queued', usage: null } };
      const second = { type: 'response.in_progress', response: { id: 'b', model: 'm2', output: [], usage: null } };
      const played = await play([first, second, delta('x'), completed()]);
      assert.deepEqual(played.chunks[0], { type: 'start', id: 'a', model: 'm1' });
    });

    it('with those of the last, where no other has them', async () => {
      const { chunks } = await play([completed([message('x')])]);
      assert.deepEqual(chunks[0], { type: 'start', id: 'r', model: 'm' });
      assert.deepEqual((await play([delta('x'), completed()])).chunks[0], { type: 'start' });
    });

    it('with one of them, where the other says nothing', async () => {
      for (const [response, start] of [
        [{ id: 'a', model: '' }, { id: 'a' }],
        [{ id: null, model: 'm' }, { model: 'm' }],
        [{ id: '', model: null }, {}],
      ]) {
        for (const type of ['created', 'queued', 'in_progress']) {
          const played = await play([{ type: `response.${type}`, response }, delta('x'), completed()]);
          assert.deepEqual(played.chunks[0] as object, { type: 'start', ...start });
        }
      }
    });
  });

  describe('ends', () => {
    const endings: readonly (readonly [string, unknown, string, string])[] = [
      ['completed', { status: 'completed' }, 'stop', 'completed'],
      [
        'incomplete',
        { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
        'length',
        'max_output_tokens',
      ],
      [
        'incomplete',
        { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
        'content-filter',
        'content_filter',
      ],
      ['incomplete', { status: 'incomplete', incomplete_details: { reason: 'tired' } }, 'other', 'tired'],
      ['incomplete', { status: 'incomplete', incomplete_details: { reason: 'toString' } }, 'other', 'toString'],
      ['incomplete', { status: 'incomplete', incomplete_details: null }, 'other', 'incomplete'],
      ['incomplete', {}, 'other', 'incomplete'],
      [
        'completed',
        { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
        'length',
        'max_output_tokens',
      ],
      ['completed', { status: 'cancelled' }, 'other', 'cancelled'],
      ['completed', {}, 'stop', 'completed'],
      ['completed', { status: null, usage: null, output: null, error: {} }, 'stop', 'completed'],
      ['completed', { status: 'in_progress' }, 'stop', 'completed'],
      ['completed', null, 'stop', 'completed'],
      ['completed', undefined, 'stop', 'completed'],
      ['completed', { status: '' }, 'stop', 'completed'],
      ['completed', { status: 'complete' }, 'stop', 'complete'],
      ['incomplete', { status: 'incomplete', incomplete_details: { reason: 7 } }, 'other', 'incomplete'],
      ['failed', { status: 'completed' }, 'stop', 'completed'],
      ['done', { status: 'completed' }, 'stop', 'completed'],
      ['done', {}, 'stop', 'done'],
      ['cancelled', {}, 'other', 'cancelled'],
    ];
    for (const [type, response, reason, raw] of endings) {
      it(`${type} with ${JSON.stringify(response)}: ${reason}`, async () => {
        const played = await ended(type, response);
        assert.deepEqual([textOf(played), played.error], ['x', undefined]);
        assert.deepEqual(played.chunks.at(-1), { type: 'finish', choice: 0, reason, raw } as never);
      });
    }

    it('with tool-calls, where the answer holds a call and is complete', async () => {
      const opened = added(call('a', 'look', '{}'), { output_index: 1 });
      const { chunks } = await ended('completed', { status: 'completed', output: [] }, opened);
      assert.deepInclude(chunks.at(-1), { reason: 'tool-calls', raw: 'completed' });
      const cut = await ended('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }, opened);
      assert.deepInclude(cut.chunks.at(-1), { reason: 'length' });
    });

    for (const type of ['completed', 'incomplete', 'done', 'cancelled']) {
      it(`at once by ${type}: what comes after is not read`, async () => {
        const end = { type: `response.${type}`, response: {} };
        const played = await play([delta('x'), end, delta('y'), { type: 'error', message: 'late' }, '[DONE]']);
        assert.deepEqual([textOf(played), played.error], ['x', undefined]);
      });
    }

    it('without an end marker as an incomplete answer', async () => {
      const played = await play([delta('x'), event('output_text.done', { text: 'x' })]);
      assert.deepInclude(played.error, {
        name: 'IncompleteAnswerError',
        reason: 'no-end-marker',
        contentReceived: true,
      });
      const tolerant = await play([delta('x')], { requireEndMarker: false });
      assert.deepEqual(tolerant.chunks.at(-1), { type: 'finish', choice: 0, reason: 'unknown' });
    });

    it('without content, where there is none', async () => {
      assert.deepEqual((await play([completed()])).chunks, [
        { type: 'start', id: 'r', model: 'm' },
        { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' },
      ]);
    });

    it('with what usage there is', async () => {
      const usage = { input_tokens: '7', output_tokens: 2, input_tokens_details: null, cost: 0.1 };
      const played = await play([completed([], { usage })]);
      assert.deepEqual(only(played, 'usage'), [{ type: 'usage', promptTokens: 7, completionTokens: 2 }]);
    });
  });

  describe('bears', () => {
    it('events that it does not know, and members of any kind', async () => {
      const played = await play([
        { type: 'keepalive', sequence_number: 1 },
        { type: 'ping' },
        { type: 'response.shell_call_output_content.delta', delta: { stdout: 'x' }, output_index: 0 },
        { type: 'response.shell_call_output_content.done', output: [{ stdout: 'x' }], output_index: 0 },
        { type: 'response.custom_tool_call_input.delta', delta: 'SELECT', output_index: 0 },
        { type: 'response.code_interpreter_call_code.delta', delta: 'import', output_index: 0 },
        { type: 'response.mcp_call_arguments.delta', delta: '{}', output_index: 0 },
        { type: 'response.image_generation_call.partial_image', partial_image_b64: 'AAAA', output_index: 0 },
        { type: 'response.audio.delta', delta: 'AAAA' },
        { type: 'response.output_item.done', output_index: 9, item: { type: 'compaction', content: 'sealed' } },
        {
          type: 'response.output_item.done',
          output_index: 8,
          item: message('', { content: [{ type: 'audio', text: 'x' }] }),
        },
        { type: 'response.audio.transcript.delta', delta: 'spoken' },
        { type: 'response.content_part.added', part: { type: 'output_text', text: '' } },
        { type: 'response.reasoning_part.added', part: { type: 'reasoning_text', text: 'x' } },
        { type: 'response.output_item.added', item: null },
        { type: 'response.output_item.done', item: {} },
        { type: 'response.output_item.done', item: null },
        { type: 'response.created', response: null },
        delta({}),
        delta([]),
        delta(false),
        delta('Hello', { logprobs: [{ token: 'Hello' }], obfuscation: '' }),
        { copilot_usage: { total: 1 }, ...completed() },
      ]);
      assert.deepEqual([textOf(played), played.malformed, played.error], ['Hello', [], undefined]);
      assert.isEmpty(only(played, 'tool-call', 'activity', 'source'));
      assert.lengthOf(only(played, 'block'), 2);
    });

    it('comments, events without a name, and `[DONE]`', async () => {
      const body = `: OPENROUTER PROCESSING\n\n${sse([delta('Hello'), completed()])}data: [DONE]\n\n`;
      assert.equal(textOf(await play(body)), 'Hello');
    });

    it('events whose name stands beside the data alone', async () => {
      const played = await play(
        named('created', { response: { id: 'a', model: 'm' } }) +
          named('output_text.delta', { output_index: 0, delta: 'Hello' }) +
          named('output_item.done', { output_index: 0, item: message('Hello') }) +
          named('completed', { response: { status: 'completed' } }),
      );
      assert.equal(textOf(played), 'Hello');
      assert.deepEqual(played.malformed, []);
      assert.deepEqual(played.chunks.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' });
    });

    it('pieces whose name stands beside the data alone', async () => {
      const body = named('output_text.delta', { delta: 'Hello' }) + named('completed', { response: {} });
      assert.equal(textOf(await play(body)), 'Hello');
    });

    it('a whole response in the place of events', async () => {
      const whole = {
        id: 'r',
        object: 'response',
        status: 'completed',
        model: 'm',
        output: [message('Hello')],
        text: {},
      };
      const played = await play([whole]);
      assert.deepEqual([textOf(played), played.error], ['Hello', undefined]);
      assert.deepInclude(played.chunks.at(-1), { reason: 'stop', raw: 'completed' });
    });

    it('a whole response without output in the place of events', async () => {
      const played = await play([delta('x'), { object: 'response', status: 'completed' }]);
      assert.isUndefined(played.error);
      assert.deepInclude(played.chunks.at(-1), { reason: 'stop', raw: 'completed' });
    });

    it('events as a list of JSON, one after another', async () => {
      const headers = { 'content-type': 'application/json' };
      const body = [delta('Hello'), completed()].map((line) => JSON.stringify(line)).join('\n');
      assert.equal(textOf(await play(body, { headers })), 'Hello');
    });

    it('numbers and lists where text belongs, text where numbers do, and an id that is a number', async () => {
      const played = await play([
        { type: 'response.created', response: { id: 7, model: 'm' } },
        delta('costs $', { output_index: '0' }),
        delta(6, { output_index: '0', content_index: '0' }),
        delta([{ type: 'output_text', text: ' or ' }, { text: 'so' }], { content_index: 123_456 }),
        event('function_call_arguments.delta', { output_index: 1, delta: { x: 1 } }),
        done(call('a', 'look', { x: 1 }), { output_index: 1 }),
        completed([message('costs $6 or so'), call('a', 'look', { x: 1 })]),
      ]);
      assert.deepEqual([textOf(played), played.malformed], ['costs $6 or so', []]);
      assert.equal(
        only(played, 'tool-call')
          .map((chunk) => ('arguments' in chunk ? chunk.arguments : ''))
          .join(''),
        '{"x":1}',
      );
      assert.deepEqual(played.chunks[0], { type: 'start', id: '7', model: 'm' });
    });

    it('tens of thousands of items and parts', async () => {
      const many = Array.from({ length: 20_000 }, (_, i) => added(message('', { id: `m${i}` }), { output_index: i }));
      const parts = Array.from({ length: 20_000 }, (_, i) => delta('x', { content_index: i }));
      const played = await play([...many, ...parts, completed()]);
      assert.equal(textOf(played).length, 20_000);
    });
  });

  describe('names what it cannot read', () => {
    it('after what it can', async () => {
      const played = await play([
        delta('A'),
        delta({ a: 1 }),
        delta(true),
        event('output_text.done', { output_index: 5, text: { a: 1 } }),
        added('nothing' as never),
        delta('B'),
        completed(),
      ]);
      assert.equal(textOf(played), 'AB');
      assert.deepEqual(
        played.malformed.map(({ reason, index, errors }) => [reason, index, errors]),
        [
          ['shape', 1, ['delta: a string']],
          ['shape', 2, ['delta: a string']],
          ['shape', 3, ['text: a string']],
          ['shape', 4, ['item: an object']],
        ],
      );
    });

    it('frames of chat completions, which are none of this wire', async () => {
      const chat = { id: 'c', choices: [{ index: 0, delta: { content: 'Hello' } }] };
      const played = await play([chat, { type: 'chunk', ...chat }, '[DONE]']);
      assert.deepInclude(played.error, { name: 'EmptyAnswerError', malformed: 2 });
      assert.deepEqual(
        played.malformed.map(({ reason }) => reason),
        ['shape', 'shape'],
      );
      assert.include(played.malformed[0]?.errors.join(), 'type');
      assert.include(played.malformed[1]?.errors.join(), 'choices');
    });

    it('a response that waits for its turn, in the place of events', async () => {
      const { error } = await play([{ object: 'response', status: 'queued', output: [], text: { format: {} } }]);
      assert.deepInclude(error, { name: 'EmptyAnswerError', malformed: 1 });
    });

    it('frames without a name, and what is no object', async () => {
      const played = await play([delta('A'), { text: 'B' }, { foo: 1 }, '7', '"x"', '[]', 'null', completed()]);
      assert.equal(textOf(played), 'A');
      assert.lengthOf(played.malformed, 6);
      assert.deepEqual(played.malformed[0]?.errors, ['type: a string']);
    });
  });

  it('hands every frame on as it came, with its number', async () => {
    const frames: unknown[] = [];
    const events = [delta('A', { sequence_number: 7, logprobs: [{ logprob: -1 }] }), completed()];
    await play(events, { onFrame: (frame) => frames.push(frame) });
    assert.deepEqual(frames, events);
  });
});
