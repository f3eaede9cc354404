import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  type Answer,
  type ChatRequest,
  collect,
  type JsonObject,
  openAICompatible,
  type OpenAICompatibleOptions,
  toMessage,
} from '../../../lib/index.ts';
import { ChatTurn } from '../../../lib/wires/openaiChat/ChatTurn.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const D = (delta: string): string => frame(`{"choices":[{"index":0,"delta":${delta}}]}`);
const tools = [{ name: 'f', parameters: {} }];

const call = (index: number, rest: object = {}) => ({
  index,
  id: `c${index}`,
  function: { name: 'f', arguments: '{}' },
  ...rest,
});

describe('ChatTurn', () => {
  it('is no block where content and calls say all', () => {
    const turn = new ChatTurn();
    turn.add({ content: 'Hi', tool_calls: [call(0)], reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] });
    assert.isUndefined(turn.block(0, true));
    const thoughtful = new ChatTurn();
    thoughtful.add({ content: 'Hi', reasoning_content: 'hm' });
    assert.isUndefined(thoughtful.block(0, true), 'reasoning without a call does not go back');
  });

  it('puts calls together by their places, whatever their numbers', () => {
    const turn = new ChatTurn();
    turn.add({ reasoning_content: 'h', tool_calls: [call(3), call(1, { function: { name: 'g' } })] });
    turn.add({ reasoning_content: 'm', tool_calls: [{ index: 1, function: { arguments: '{"a":1}' } }, {}] });
    assert.deepEqual(turn.block(2, true), {
      type: 'block',
      choice: 2,
      wire: 'openai-chat',
      value: {
        role: 'assistant',
        content: null,
        reasoning_content: 'hm',
        tool_calls: [
          { id: 'c1', type: 'function', function: { name: 'g', arguments: '{"a":1}' } },
          { id: 'c3', type: 'function', function: { name: 'f', arguments: '{}' } },
        ],
      },
    });
  });
});

describe('what must go back', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const provider = (options: Partial<OpenAICompatibleOptions> = {}) =>
    openAICompatible({ baseUrl: server.url, defaultModel: 'm', ...options });

  async function ask(
    body: string,
    request: Partial<ChatRequest> = { tools },
    options?: Partial<OpenAICompatibleOptions>,
  ): Promise<Answer> {
    server.serve({
      headers: { 'content-type': body.startsWith('{') ? 'application/json' : 'text/event-stream' },
      body,
    });
    const answer$ = provider(options).stream({ messages: [{ role: 'user', content: 'x' }], ...request });
    return firstValueFrom(answer$.pipe(collect()));
  }

  /** What the message of an answer becomes in the next request. */
  async function sentBack(answer: Answer): Promise<JsonObject> {
    server.serve({ body: D('{"content":"ok"}') + DONE });
    await outcomeOf(provider().stream({ messages: [toMessage(answer), { role: 'user', content: 'And now?' }] }));
    const { messages } = JSON.parse(server.received.at(-1)?.body ?? '') as { messages: JsonObject[] };
    return messages[0] as JsonObject;
  }

  const signed =
    '{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"sig"}}}';

  it("Google's signature of a call", async () => {
    const answer = await ask(D('{"content":"Let me see."}') + D(`{"tool_calls":[${signed}]}`) + DONE);
    const value = {
      role: 'assistant',
      content: 'Let me see.',
      tool_calls: [
        {
          id: 'a',
          type: 'function',
          function: { name: 'f', arguments: '{}' },
          extra_content: { google: { thought_signature: 'sig' } },
        },
      ],
    };
    assert.deepEqual(answer.blocks, [{ wire: 'openai-chat', value }]);
    assert.deepEqual(await sentBack(answer), value);
  });

  it('the same of one JSON answer', async () => {
    const answer = await ask(
      `{"choices":[{"message":{"content":null,"tool_calls":[${signed}]},"finish_reason":"tool_calls"}]}`,
    );
    assert.deepInclude(await sentBack(answer), { content: null, tool_calls: answer.blocks[0]?.value['tool_calls'] });
  });

  it("Google's signature of a turn, with calls and without", async () => {
    const signature = '"extra_content":{"google":{"thought_signature":"sig"}}';
    const talk = await ask(D(`{"content":"Hi",${signature}}`) + DONE, {});
    const extra = { extra_content: { google: { thought_signature: 'sig' } } };
    assert.deepEqual(await sentBack(talk), { role: 'assistant', content: 'Hi', ...extra });
    const calling = await ask(
      `{"choices":[{"message":{${signature},"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}`,
    );
    assert.deepEqual(await sentBack(calling), {
      role: 'assistant',
      content: null,
      ...extra,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    });
  });

  it('signatures under the names that gateways have for them', async () => {
    for (const signature of ['"thoughtSignature":"sig"', '"provider_specific_fields":{"thought_signature":"sig"}']) {
      const answer = await ask(
        `${D(`{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"},${signature}}]}`)}${DONE}`,
      );
      const [signedCall] = (await sentBack(answer))['tool_calls'] as JsonObject[];
      assert.deepInclude(signedCall, JSON.parse(`{${signature}}`) as JsonObject);
    }
  });

  it('no members of gateways without a signature', async () => {
    const answer = await ask(
      `${D('{"content":"Hi","provider_specific_fields":{"citations":null,"thought_signature":null,"native_finish_reason":"opaque"},"extra_content":{"google":{"thought_signature":""}},"thinking_blocks":[{"type":"thinking","thinking":"hm"}]}')}${DONE}`,
    );
    assert.deepEqual(answer.blocks, []);
  });

  it("GitHub Copilot's opaque reasoning", async () => {
    const answer = await ask(
      `${D('{"reasoning_text":"hm","reasoning_opaque":"AA"}')}${D('{"content":"Hi"}')}${DONE}`,
      {},
    );
    assert.deepEqual(await sentBack(answer), { role: 'assistant', content: 'Hi', reasoning_opaque: 'AA' });
  });

  it("LiteLLM's signed thinking, put together from its pieces", async () => {
    const thinking = (members: string): string => D(`{"thinking_blocks":[{"type":"thinking",${members}}]}`);
    const answer = await ask(
      thinking('"thinking":"h","signature":null') +
        thinking('"thinking":"m"') +
        thinking('"thinking":"","signature":"s1"') +
        thinking('"thinking":"so","signature":null') +
        thinking('"signature":"s2"') +
        D('{"content":"Hi"}') +
        DONE,
      {},
    );
    assert.deepEqual(await sentBack(answer), {
      role: 'assistant',
      content: 'Hi',
      thinking_blocks: [
        { type: 'thinking', thinking: 'hm', signature: 's1' },
        { type: 'thinking', thinking: 'so', signature: 's2' },
      ],
    });
  });

  it("DeepSeek's reasoning beside calls, and only then", async () => {
    const reasoning = D('{"reasoning_content":"h"}') + D('{"reasoning_content":"m"}');
    const answer = await ask(
      `${reasoning}${D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}')}${DONE}`,
    );
    assert.deepEqual(await sentBack(answer), {
      role: 'assistant',
      content: null,
      reasoning_content: 'hm',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    });
    const talk = await ask(`${reasoning}${D('{"content":"Hi"}')}${DONE}`);
    assert.deepEqual(talk.blocks, []);
    assert.deepEqual(await sentBack(talk), { role: 'assistant', content: 'Hi' });
  });

  it("OpenRouter's encrypted reasoning, put together from its pieces", async () => {
    const details =
      D(
        '{"reasoning":"h","reasoning_details":[{"type":"reasoning.text","text":"h","index":0,"format":"anthropic-claude-v1"}]}',
      ) +
      D('{"reasoning":"m","reasoning_details":[{"type":"reasoning.text","text":"m","index":0}]}') +
      D('{"reasoning_details":[{"type":"reasoning.text","signature":"sig","index":0}]}') +
      D('{"reasoning_details":[{"type":"reasoning.encrypted","data":"AA","id":"r1","index":1}]}');
    const answer = await ask(`${details}${D('{"content":"Hi"}')}${DONE}`, {});
    assert.equal(answer.reasoning, 'hm');
    assert.deepEqual(await sentBack(answer), {
      role: 'assistant',
      content: 'Hi',
      reasoning_details: [
        { type: 'reasoning.text', text: 'hm', index: 0, format: 'anthropic-claude-v1', signature: 'sig' },
        { type: 'reasoning.encrypted', data: 'AA', id: 'r1', index: 1 },
      ],
    });
  });

  it('is the whole turn, though its sign comes last and no tools were given', async () => {
    const details = '{"reasoning_details":[{"type":"reasoning.encrypted","data":"AA"}]}';
    for (const [sign, member] of [
      [details, 'reasoning_details'],
      [`{"tool_calls":[${signed}]}`, 'tool_calls'],
    ] as const) {
      const answer = await ask(D('{"content":"Hi"}') + D(sign) + DONE, {});
      assert.deepInclude(answer.blocks[0]?.value, { content: 'Hi' });
      assert.property(await sentBack(answer), member);
    }
  });

  for (const [what, delta, expected] of [
    ['signed calls', `{"tool_calls":[${signed}]}`, { content: 'Let me look.' }],
    [
      'encrypted reasoning',
      '{"reasoning_details":[{"type":"reasoning.encrypted","data":"AA"}]}',
      { content: 'Let me look.' },
    ],
  ] as const) {
    it(`is kept where the request named no tools: ${what} after text`, async () => {
      const text = D('{"content":"Let me "}') + D('{"content":[{"type":"text","text":"look."}]}');
      const answer = await ask(text + D(delta) + DONE, {});
      assert.deepInclude(await sentBack(answer), expected);
    });
  }

  it('is not half a turn: too much text before any sign of it is sent as text', async () => {
    const long = 'x'.repeat(64 * 1024);
    const sign = D('{"reasoning_details":[{"type":"reasoning.encrypted","data":"AA"}]}') + DONE;
    const whole = await ask(D(`{"content":"${long}"}`) + sign, {});
    assert.deepInclude(whole.blocks[0]?.value, { content: long });
    const late = D(`{"content":"${long}"}`) + D('{"content":"y"}') + sign;
    const answer = await ask(late, {});
    assert.deepEqual(answer.blocks, []);
    assert.deepEqual(await sentBack(answer), { role: 'assistant', content: `${long}y` });
    assert.deepInclude(
      (await ask(late)).blocks[0]?.value,
      { content: `${long}y` },
      'where tools may be called all is kept',
    );
  });

  it('has the id that the answer gives to a call without one', async () => {
    const answer = await ask(D(`{"tool_calls":[${signed.replace('"id":"a"', '"id":""')}]}`) + DONE);
    assert.equal(answer.toolCalls[0]?.id, 'call_rxllm_0');
    assert.deepInclude(((await sentBack(answer))['tool_calls'] as JsonObject[])[0], { id: 'call_rxllm_0' });
  });

  it('is no block for plain reasoning where there were no tools to call', async () => {
    const plain = '{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}';
    const answer = await ask(D('{"reasoning_content":"hm"}') + D(plain) + DONE, {});
    assert.deepEqual(answer.blocks, []);
  });

  it('is kept wherever the tools stand', async () => {
    const body = { tools: [{ type: 'function' }] };
    const said = D('{"reasoning_content":"hm","content":"Hi"}') + D(`{"tool_calls":[${signed}]}`) + DONE;
    for (const answer of [await ask(said, {}), await ask(said, { body }), await ask(said, {}, { body })]) {
      assert.deepInclude(answer.blocks[0]?.value, { content: 'Hi', reasoning_content: 'hm' });
    }
  });

  it('is left out where the caller wants no blocks', async () => {
    const answer = await ask(D(`{"tool_calls":[${signed}]}`) + DONE, { tools }, { blocks: false });
    assert.deepEqual(answer.blocks, []);
    assert.notProperty(((await sentBack(answer))['tool_calls'] as JsonObject[])[0], 'extra_content');
  });

  it('is of each choice by itself', async () => {
    server.serve({
      body:
        frame('{"choices":[{"index":1,"delta":{"reasoning_content":"b"}},{"index":0,"delta":{"content":"a"}}]}') +
        frame(
          '{"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}}]}',
        ) +
        DONE,
    });
    const { values } = await outcomeOf(provider().stream({ messages: [], tools, choices: 2 }));
    const blocks = values.filter(({ type }) => type === 'block');
    assert.lengthOf(blocks, 1);
    assert.deepInclude(blocks[0], { choice: 1 });
  });

  it("goes not to another wire, and another's not here", async () => {
    const answer = await ask(D('{"content":"Hi"}') + DONE);
    const foreign = { ...answer, blocks: [{ wire: 'anthropic', value: { type: 'thinking' } }] };
    assert.deepEqual(await sentBack(foreign), { role: 'assistant', content: 'Hi' });
  });
});
