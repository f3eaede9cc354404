import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { firstValueFrom, from } from 'rxjs';
import { collect } from '../../../lib/index.ts';
import { ResponsesAnswerCodec, ResponsesFrameCodec } from '../../../lib/wires/openaiResponses/responsesCodecs.ts';
import { StrictResponsesFrame } from '../../../lib/wires/openaiResponses/ResponsesFrame.ts';
import { added, blocksOf, call, delta, completed, message, only, play, playJson, sse, textOf } from './play.ts';

const WHOLE = {
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model: 'gpt-5',
  error: null,
  incomplete_details: null,
  output_text: '',
  text: { format: { type: 'text' } },
  output: [
    { type: 'reasoning', id: 'rs', summary: ['A', 'B'].map((text) => ({ type: 'summary_text', text })) },
    { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } },
    {
      type: 'message',
      id: 'msg',
      role: 'assistant',
      content: [
        {
          type: 'output_text',
          text: 'Yes.',
          annotations: [{ type: 'url_citation', url: 'https://a.example/', title: 'A', start_index: 0, end_index: 4 }],
        },
        { type: 'refusal', refusal: 'But no.' },
      ],
    },
    { type: 'function_call', id: 'fc', call_id: 'a', name: 'look', arguments: '{"x":1}' },
  ],
  usage: { input_tokens: 4, output_tokens: 2, total_tokens: 6, output_tokens_details: { reasoning_tokens: 1 } },
};

const whole = (more: object): Readonly<Record<string, unknown>> => ({
  id: 'r',
  object: 'response',
  status: 'completed',
  model: 'm',
  ...more,
});

const many = <T>(make: (i: number) => T): readonly T[] => Array.from({ length: 30_000 }, (_, i) => make(i));

describe("one JSON answer of OpenAI's Responses", () => {
  it('says what a stream says', async () => {
    const { chunks, malformed, error } = await playJson(WHOLE);
    assert.deepEqual([malformed, error], [[], undefined]);
    const [reasoning, search, text, look] = WHOLE.output.map((value) => ({
      type: 'block',
      choice: 0,
      wire: 'openai-responses',
      value,
    }));
    assert.deepEqual(chunks, [
      { type: 'start', id: 'resp_1', model: 'gpt-5' },
      { type: 'reasoning', choice: 0, text: 'A' },
      { type: 'reasoning', choice: 0, text: '\n\n' },
      { type: 'reasoning', choice: 0, text: 'B' },
      reasoning,
      { type: 'activity', choice: 0, id: 'ws', name: 'web_search', state: 'started' },
      { type: 'activity', choice: 0, id: 'ws', name: 'web_search', state: 'done' },
      search,
      { type: 'text', choice: 0, text: 'Yes.' },
      { type: 'source', choice: 0, url: 'https://a.example/', title: 'A' },
      { type: 'refusal', choice: 0, text: 'But no.' },
      text,
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'look', arguments: '{"x":1}' },
      look,
      { type: 'usage', promptTokens: 4, completionTokens: 2, totalTokens: 6, reasoningTokens: 1 },
      { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'completed' },
    ] as never);
  });

  it('is read whatever its type says, and whatever was asked for', async () => {
    for (const type of ['application/json', 'text/event-stream', 'text/plain', '']) {
      for (const stream of [true, false]) {
        const headers = { 'content-type': type };
        const played = await play(JSON.stringify(WHOLE), { headers, request: { stream } });
        assert.equal(textOf(played), 'Yes.', `${type}, ${stream}`);
      }
    }
  });

  it('may come as a stream, though none was asked for', async () => {
    const body = sse([delta('Hello'), completed([message('Hello')])]);
    const played = await playJson(body, { headers: { 'content-type': 'text/event-stream' } });
    assert.deepEqual([textOf(played), played.error], ['Hello', undefined]);
  });

  const endings: readonly (readonly [Readonly<Record<string, unknown>>, string, string | undefined])[] = [
    [{ status: 'completed' }, 'stop', 'completed'],
    [{ status: 'complete' }, 'stop', 'complete'],
    [{ status: undefined }, 'stop', undefined],
    [{ status: 'cancelled' }, 'other', 'cancelled'],
    [{ status: 'in_progress' }, 'other', 'in_progress'],
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length', 'max_output_tokens'],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'content-filter', 'content_filter'],
  ];
  for (const [members, reason, raw] of endings) {
    it(`ends with ${reason} by ${JSON.stringify(members)}`, async () => {
      const { chunks } = await playJson(whole({ output: [message('x')], ...members }));
      assert.deepInclude(chunks.at(-1) ?? {}, { type: 'finish', reason, ...(raw === undefined ? {} : { raw }) });
    });
  }

  it('of the reasoning alone ends by its limit', async () => {
    const details = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    for (const output of [[], [{ type: 'reasoning', id: 'rs', summary: [] as string[] }]]) {
      const { chunks, error } = await playJson(whole({ output, ...details }));
      assert.isUndefined(error);
      assert.deepInclude(chunks.at(-1), { reason: 'length' });
    }
  });

  it('without a status waits for results where it holds calls', async () => {
    const { chunks } = await playJson(whole({ status: undefined, output: [call('a', 'look', '{}')] }));
    assert.deepInclude(chunks.at(-1), { reason: 'tool-calls' });
    const search = await playJson(whole({ status: undefined, output: [{ type: 'web_search_call', id: 'ws' }] }));
    assert.deepInclude(search.chunks.at(-1), { reason: 'stop' });
    assert.equal(textOf(search), '');
  });

  const contents: readonly (readonly [string, unknown, string])[] = [
    ['a text', 'Hello', 'Hello'],
    ['a number', 42, '42'],
    [
      'parts of several kinds',
      [{ type: 'text', text: 'He' }, 'l', { text: 'lo' }, { type: 'audio', data: 'x' }],
      'Hello',
    ],
    ['a part alone', { type: 'output_text', text: 'Hello' }, 'Hello'],
    ['an object', { name: 'A', age: 3 }, '{"name":"A","age":3}'],
    ['a part whose text is a list', [{ type: 'output_text', text: [{ text: 'Hel' }, 'lo'] }], 'Hello'],
    ['a part whose text is an object', [{ type: 'output_text', text: { a: 1 } }], '{"a":1}'],
    ['nothing', null, ''],
  ];
  for (const [what, content, text] of contents) {
    it(`reads a content that is ${what}`, async () => {
      const played = await playJson(whole({ output: [{ type: 'message', content }] }));
      assert.deepEqual([textOf(played), played.error], [text, undefined]);
    });
  }

  it('reads items that do not say their type, and leaves out what is none', async () => {
    const played = await playJson(whole({ output: [null, 7, { role: 'assistant', content: 'Hello' }] }));
    assert.equal(textOf(played), 'Hello');
    assert.lengthOf(blocksOf(played), 1);
  });

  it('reads reasoning in a message, and of xAI and DeepSeek', async () => {
    const content = [
      { type: 'reasoning_text', text: 'Hm.' },
      { type: 'output_text', text: '4' },
    ];
    const mixed = await playJson(whole({ output: [{ type: 'message', content }] }));
    assert.deepEqual([textOf(mixed, 'reasoning'), textOf(mixed)], ['Hm.', '4']);
    const streamed = await play([
      { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'Hm.' },
      delta('4', { content_index: 1 }),
      { type: 'response.output_item.done', output_index: 0, item: { type: 'message', content } },
      completed([{ type: 'message', content }]),
    ]);
    assert.deepEqual([textOf(streamed, 'reasoning'), textOf(streamed)], ['Hm.', '4']);
  });

  it('counts calls, and takes an id of their own where they lack the right one', async () => {
    const output = [call('a', 'look', ''), message('x'), { type: 'function_call', id: 'fc_2', name: 'now' }];
    const { chunks } = await playJson(whole({ output }));
    const { toolCalls } = await firstValueFrom(from(chunks).pipe(collect()));
    assert.deepEqual(toolCalls, [
      { id: 'a', name: 'look', arguments: '{}' },
      { id: 'fc_2', name: 'now', arguments: '{}' },
    ]);
  });

  it('gives no call for a custom tool, but its item', async () => {
    const item = { type: 'custom_tool_call', id: 'c', call_id: 'a', name: 'sql', input: 'SELECT 1' };
    const played = await playJson(whole({ output: [item] }));
    assert.isEmpty(only(played, 'tool-call'));
    assert.deepEqual(blocksOf(played), [item]);
    assert.deepInclude(played.chunks.at(-1), { reason: 'stop', raw: 'completed' });
  });

  describe('may be very large:', () => {
    it('of very many parts, and sources', async () => {
      const content = many((i) => ({
        type: 'output_text',
        text: 'x',
        annotations: [{ url: `https://a.example/${i}` }],
      }));
      const cited = { type: 'output_text', text: 'y', annotations: content.flatMap(({ annotations }) => annotations) };
      const played = await playJson(whole({ output: [{ type: 'message', content: [...content, cited] }] }));
      assert.equal(textOf(played).length, 30_001);
      assert.lengthOf(only(played, 'source'), 30_000);
      const thoughts = many((i) => ({ type: 'summary_text', text: `${i}` }));
      const reasoned = await playJson(whole({ output: [{ type: 'reasoning', summary: thoughts }] }));
      assert.lengthOf(only(reasoned, 'reasoning'), 2 * 30_000 - 1);
    });

    it('of very many items, also after a stream of others', async () => {
      const output = many((i) => message('x', { id: `m${i}` }));
      const played = await playJson(whole({ output }));
      assert.isAtLeast(blocksOf(played).length, 10_000);
      const opened = Array.from({ length: 9_000 }, (_, i) =>
        added({ type: 'reasoning', id: `r${i}` }, { output_index: i }),
      );
      const streamed = await play([...opened, completed(output)]);
      assert.isAtLeast(textOf(streamed).length, 1);
    });

    it('of very deep parts', async () => {
      const depth = 20_000;
      const nested = `${'['.repeat(depth)}"x"${']'.repeat(depth)}`;
      const text = `{"type":"response.output_text.delta","output_index":0,"delta":${nested}}`;
      const { malformed } = await play([text, delta('x'), completed()]);
      assert.lengthOf(malformed, 1);
    });
  });

  describe('is none', () => {
    const none: readonly (readonly [string, unknown, string])[] = [
      ['a response that waits for its turn', whole({ status: 'queued', output: [] }), 'UnexpectedContentError'],
      ['one that is still made', whole({ status: 'in_progress', output: [], text: {} }), 'UnexpectedContentError'],
      ['one without any output', { object: 'response', status: 'queued' }, 'UnexpectedContentError'],
      ['an answer of chat completions', { choices: [{ message: { content: 'x' } }] }, 'UnexpectedContentError'],
      ['both at once', whole({ output: [message('x')], choices: [{}] }), 'UnexpectedContentError'],
      ['a list', [], 'UnexpectedContentError'],
      ['a word', '"ok"', 'UnexpectedContentError'],
      ['any object', { type: 'pong' }, 'UnexpectedContentError'],
      ['an object of another type', { type: 'errors' }, 'UnexpectedContentError'],
      ['an object of one more', { type: 'my.response.x', delta: 'x' }, 'UnexpectedContentError'],
      ['a response that says nothing', { object: 'response', output: [] }, 'EmptyAnswerError'],
    ];
    for (const [what, json, name] of none) {
      it(what, async () => {
        const played = await playJson(json as object);
        assert.deepInclude(played.error, { name });
        assert.isEmpty(played.chunks);
      });
    }
  });
});

describe('the codec of one answer', () => {
  it('is asked what it would decode', () => {
    for (const json of [WHOLE, completed(), { type: 'error' }, {}, { output: {} }, [], null, { type: 'pong' }]) {
      assert.equal(ResponsesAnswerCodec.is(json), !isLeft(ResponsesAnswerCodec.decode(json)), JSON.stringify(json));
    }
    assert.isTrue(ResponsesAnswerCodec.is(WHOLE));
    assert.isFalse(ResponsesAnswerCodec.is({}));
  });
});

describe('the codec of a frame', () => {
  it('knows the usual frames', () => {
    const usual = { type: 'x', output_index: 9_999, content_index: null, delta: 'x', summary_index: 0, item_id: 7 };
    assert.isTrue(StrictResponsesFrame.is(usual));
    for (const odd of [{ type: 7 }, { output_index: 10_000 }, { content_index: -1 }, { delta: 7 }, { choices: [] }]) {
      assert.isFalse(StrictResponsesFrame.is({ ...usual, ...odd }), JSON.stringify(odd));
    }
  });

  const value = fc.oneof(
    fc.constantFrom(undefined, null, '', 'x', 0, 1, 9_999, 10_000, -1, 1.5, true, [], {}, ['x'], { a: 1 }),
    fc.jsonValue(),
  );
  const names = ['type', 'output_index', 'content_index', 'summary_index', 'delta', 'choices', 'item', 'response'];
  const frame = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });

  it('is asked what it would decode', () => {
    fc.assert(
      fc.property(fc.oneof(frame, fc.jsonValue()), (json) => {
        const isOne = StrictResponsesFrame.is(json);
        const decoded = StrictResponsesFrame.validate(json, []);
        assert.equal(isOne, !isLeft(decoded), JSON.stringify(json));
      }),
      { numRuns: 2_000 },
    );
  });

  it('hands on what has the usual shape as it is, and never throws', () => {
    fc.assert(
      fc.property(frame, (json) => {
        const decoded = ResponsesFrameCodec.decode(json);
        if (StrictResponsesFrame.is(json)) assert.deepEqual(decoded, { _tag: 'Right', right: json });
        else if (typeof json['type'] === 'string' && json['choices'] === undefined) assert.isFalse(isLeft(decoded));
      }),
      { numRuns: 2_000 },
    );
  });
});
