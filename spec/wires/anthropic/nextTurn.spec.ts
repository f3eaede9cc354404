import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  anthropic,
  type AnthropicOptions,
  type Answer,
  type Block,
  type ChatRequest,
  collect,
  type Message,
  openAICompatible,
  settle,
  toMessage,
} from '../../../lib/index.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { answer, begin, close, delta, event, piece, START, STOP, text, textBlock } from './wire.ts';

const question: Message = { role: 'user', content: 'Hi' };
const messagesAfter = (turn: Message, ...others: readonly Message[]): readonly Message[] => [question, turn, ...others];

const THINKING =
  begin(0, '{"type":"thinking","thinking":"","signature":""}') +
  piece(0, '{"type":"thinking_delta","thinking":"Hm."}') +
  piece(0, '{"type":"signature_delta","signature":"SIG"}') +
  close(0);
const UNSIGNED =
  begin(0, '{"type":"thinking","thinking":""}') + piece(0, '{"type":"thinking_delta","thinking":"Hm."}') + close(0);
const CALL =
  begin(2, '{"type":"tool_use","id":"toolu_1","name":"look","input":{}}') +
  piece(2, '{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}') +
  close(2);

/** Code that the service ran. */
const code = (index = 0): string =>
  begin(index, '{"type":"server_tool_use","id":"s1","name":"bash_code_execution","input":{"command":"ls"}}') +
  close(index) +
  begin(
    index + 1,
    '{"type":"bash_code_execution_tool_result","tool_use_id":"s1","content":{"type":"bash_code_execution_result","stdout":""}}',
  ) +
  close(index + 1);

const inFuture = new Date(Date.now() + 3_600_000).toISOString();
const container = (id: string, expiry: string | undefined = inFuture): string =>
  `{"id":"${id}"${expiry === '' ? '' : `,"expires_at":"${expiry}"`}}`;

/** The end of an answer that names the container of its code. */
const ending = (json: string, reason = 'end_turn'): string =>
  event('{"type":"ping"}') +
  event(
    `{"type":"message_delta","delta":{"stop_reason":"${reason}","stop_sequence":null,"container":${json}},"usage":{"output_tokens":5}}`,
  ) +
  STOP;

/** A frame of OpenAI's wire. */
const chat = (body: string): string => `data: {"choices":[{"index":0,"delta":${body}}]}\n\n`;

describe('the turn after an answer of Anthropic', () => {
  let server: BytesServer;
  let other: BytesServer;
  before(async () => {
    server = await serveBytes();
    other = await serveBytes();
  });
  after(() => Promise.all([server.close(), other.close()]));

  /** An answer to the first question. */
  const first = async (body: string, options: AnthropicOptions = {}): Promise<Answer> => {
    server.serve({ body });
    const provider = anthropic({ baseUrl: server.url, defaultModel: 'm', ...options });
    return firstValueFrom(provider.stream({ messages: [question] }).pipe(collect()));
  };
  /** The body that is sent with these messages. */
  const bytesOf = async (
    messages: readonly Message[],
    {
      to = server,
      request = {},
      options = {},
    }: { to?: BytesServer; request?: Partial<ChatRequest>; options?: AnthropicOptions } = {},
  ): Promise<string> => {
    to.serve({ body: answer(textBlock('Hello')) });
    const provider = anthropic({ baseUrl: to.url, defaultModel: 'm', ...options });
    const { error } = await outcomeOf(provider.stream({ messages, ...request }));
    if (error !== undefined) throw error;
    return to.received.at(-1)?.body ?? '';
  };
  const bodyOf = async (...args: Parameters<typeof bytesOf>): Promise<Record<string, unknown>> =>
    JSON.parse(await bytesOf(...args)) as Record<string, unknown>;
  const turnsOf = async (...args: Parameters<typeof bytesOf>): Promise<readonly unknown[]> =>
    (await bodyOf(...args))['messages'] as readonly unknown[];

  const content = async (messages: readonly Message[], to?: BytesServer): Promise<unknown> =>
    ((await turnsOf(messages, to ? { to } : {}))[1] as { readonly content: unknown }).content;
  /** What is left of an answer whose connection was lost. */
  const cutOff = async (body: string): Promise<Message> => {
    server.serve({ body, ending: 'destroy' });
    const provider = anthropic({ baseUrl: server.url, defaultModel: 'm' });
    const settled = await firstValueFrom(provider.stream({ messages: [question] }).pipe(settle()));
    return toMessage('left' in settled ? settled.left.answer : settled.right);
  };

  it('sends all blocks back, in order and byte for byte, before the results', async () => {
    const signed = '{"type":"thinking","thinking":"Hm. \\u00e9","signature":"SIG=="}';
    const redacted = '{"type":"redacted_thinking","data":"DATA"}';
    const use = '{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}}';
    const result =
      '{"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"web_search_result","url":"https://a.example/","encrypted_content":"E","page_age":null}]}';
    const cited =
      '{"type":"text","text":"Yes.","citations":[{"type":"web_search_result_location","url":"https://a.example/","cited_text":"c","encrypted_index":"I"}]}';
    const call = '{"type":"tool_use","id":"toolu_1","name":"look","input":{"x":1}}';
    const blocks = [signed, redacted, use, result, cited, call];
    const stream = answer(blocks.map((block, i) => begin(i, block) + close(i)).join(''), 'tool_use');
    const message = toMessage(await first(stream));
    const sentBack = (await bytesOf(messagesAfter(message, { role: 'tool', toolCallId: 'toolu_1', content: 'seen' })))
      // JSON.stringify spells a character that the model escaped.
      .replace('é', '\\u00e9');
    assert.include(
      sentBack,
      `"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[${blocks.join(',')}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"seen"}]}]`,
    );
    // The same from one JSON answer, and after the history was stored.
    server.serve({
      headers: { 'content-type': 'application/json' },
      body: `{"type":"message","content":[${blocks.join(',')}],"stop_reason":"tool_use"}`,
    });
    const provider = anthropic({ baseUrl: server.url, defaultModel: 'm' });
    const whole = await firstValueFrom(provider.stream({ messages: [question], stream: false }).pipe(collect()));
    assert.deepEqual(toMessage(whole), message);
    const stored = JSON.parse(JSON.stringify(message)) as Message;
    assert.equal(await bytesOf(messagesAfter(stored)), await bytesOf(messagesAfter(message)));
  });

  it('sends blocks in place of content and calls', async () => {
    const blocks: readonly Block[] = [
      { wire: 'openai-responses', value: { type: 'reasoning', encrypted_content: 'no' } },
      { wire: 'anthropic', value: { type: 'text', text: 'from the block' } },
    ];
    const turn: Message = {
      role: 'assistant',
      content: 'not this',
      toolCalls: [{ id: 'a', name: 'f', arguments: 'nor this' }],
      blocks,
    };
    assert.deepEqual((await turnsOf(messagesAfter(turn)))[1], {
      role: 'assistant',
      content: [{ type: 'text', text: 'from the block' }],
    });
  });

  it('sends content and calls where no block is of this wire', async () => {
    const turn: Message = {
      role: 'assistant',
      content: 'this',
      toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }],
      blocks: [{ wire: 'openai-chat', value: { role: 'assistant', content: 'not this' } }],
    };
    assert.deepEqual((await turnsOf(messagesAfter(turn)))[1], {
      role: 'assistant',
      content: [
        { type: 'text', text: 'this' },
        { type: 'tool_use', id: 'a', name: 'f', input: {} },
      ],
    });
  });

  it('leaves out blank texts, which the service refuses', async () => {
    const body = answer(
      THINKING + textBlock('\n\n', 1) + CALL + begin(3, '{"type":"text","text":""}') + close(3),
      'tool_use',
    );
    const message = toMessage(await first(body));
    assert.deepEqual((await turnsOf(messagesAfter(message)))[1], {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
        { type: 'tool_use', id: 'toolu_1', name: 'look', input: { x: 1 } },
      ],
    });
  });

  it('goes on after a pause with the turn itself at the end', async () => {
    const use =
      begin(0, '{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}}') +
      close(0) +
      textBlock('Let me see. ', 1);
    const paused = await first(answer(use, 'pause_turn'));
    assert.equal(paused.finishReason, 'pause');
    assert.deepEqual(await turnsOf(messagesAfter(toMessage(paused))), [
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: [
          { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } },
          { type: 'text', text: 'Let me see. ' },
        ],
      },
    ]);
  });

  it('keeps instructions out of a turn that may hold results alone', async () => {
    const open =
      begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
      close(0) +
      begin(1, '{"type":"server_tool_use","id":"s1","name":"tool_search_tool_regex","input":{}}') +
      close(1);
    const message = toMessage(await first(answer(open, 'tool_use')));
    const reminder: Message = { role: 'system', content: 'Be brief.' };
    const result: Message = { role: 'tool', toolCallId: 'a', content: 'r' };
    const results = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'r' }] };
    const history = messagesAfter(message, reminder, result, { role: 'assistant', content: 'b' }, question);
    assert.deepEqual((await turnsOf(history)).slice(2), [
      results,
      { role: 'assistant', content: 'b' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Be brief.' },
          { type: 'text', text: 'Hi' },
        ],
      },
    ]);
    // Once the service has ended its own, there is room again.
    const ended = open + begin(2, '{"type":"tool_search_tool_result","tool_use_id":"s1","content":{}}') + close(2);
    const whole = toMessage(await first(answer(ended, 'tool_use')));
    assert.deepEqual((await turnsOf(messagesAfter(whole, reminder, result))).slice(2), [
      { role: 'user', content: [...results.content, { type: 'text', text: 'Be brief.' }] },
    ]);
  });

  it('names ids as its blocks do', async () => {
    const id = 'functions.look:0';
    const body = answer(begin(0, `{"type":"tool_use","id":"${id}","name":"look","input":{}}`) + close(0), 'tool_use');
    const message = toMessage(await first(body));
    assert.deepEqual((await turnsOf(messagesAfter(message, { role: 'tool', toolCallId: id, content: 'r' }))).slice(1), [
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'look', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'r' }] },
    ]);
  });

  it('goes on after a call whose arguments were no JSON', async () => {
    const call =
      begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
      piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\": "}') +
      close(0);
    const message = toMessage(await first(answer(call, 'tool_use')));
    assert.deepEqual(message.toolCalls, [{ id: 'a', name: 'f', arguments: '{"x": ' }]);
    const result: Message = { role: 'tool', toolCallId: 'a', content: 'The arguments are no JSON.', isError: true };
    assert.deepEqual((await turnsOf(messagesAfter(message, result))).slice(1), [
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'a', name: 'f', input: { INVALID_JSON: '{"x": ' } }],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'a', content: 'The arguments are no JSON.', is_error: true }],
      },
    ]);
  });

  describe('where an answer was cut off', () => {
    it('keeps the text that had come after its thinking', async () => {
      const message = await cutOff(START + THINKING + begin(1, '{"type":"text","text":""}') + text('Half an ans', 1));
      assert.deepEqual((await turnsOf(messagesAfter(message, question)))[1], {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
          { type: 'text', text: 'Half an ans' },
        ],
      });
    });

    it('leaves out a turn that is thinking alone, which the service refuses', async () => {
      const message = await cutOff(START + THINKING);
      assert.deepEqual(await turnsOf(messagesAfter(message, { role: 'user', content: 'Well?' })), [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'text', text: 'Well?' },
          ],
        },
      ]);
    });
  });

  describe('with thinking that is not signed', () => {
    const unsigned = { type: 'thinking', thinking: 'Hm.' };
    const hello = { type: 'text', text: 'Hello' };

    it('goes back to the server that made it, as it came', async () => {
      const message = toMessage(await first(answer(UNSIGNED + textBlock('Hello', 1))));
      assert.deepEqual(await content(messagesAfter(message)), [unsigned, hello]);
      const sameServer = { options: { baseUrl: `${server.url}/` } };
      assert.deepEqual(((await turnsOf(messagesAfter(message), sameServer))[1] as { content: unknown }).content, [
        unsigned,
        hello,
      ]);
    });

    it('goes to no other server', async () => {
      for (const signature of ['', ',"signature":""']) {
        const body = answer(UNSIGNED.replace('"thinking":""', `"thinking":""${signature}`) + textBlock('Hello', 1));
        const message = toMessage(await first(body));
        assert.deepEqual(await content(messagesAfter(message), other), [hello]);
      }
      const signed = toMessage(await first(answer(THINKING + textBlock('Hello', 1))));
      assert.deepEqual(await content(messagesAfter(signed), other), [
        { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
        hello,
      ]);
    });

    it('goes on from a stored history to any server but those who sign', async () => {
      const message = toMessage(await first(answer(UNSIGNED + textBlock('Hello', 1))));
      const stored = JSON.parse(JSON.stringify(message)) as Message;
      assert.deepEqual(await content(messagesAfter(stored), other), [unsigned, hello]);
      for (const host of ['api.anthropic.com', 'bedrock-mantle.us-east-1.api.aws', 'x.services.ai.azure.com']) {
        let asked = '';
        const fetch = (_url: string, init: { readonly body: string }): Promise<Response> => {
          asked = init.body;
          return Promise.resolve(
            new Response(answer(textBlock('Hi')), { headers: { 'content-type': 'text/event-stream' } }),
          );
        };
        const provider = anthropic({ baseUrl: `https://${host}/anthropic`, fetch: fetch as never, defaultModel: 'm' });
        assert.isTrue((await outcomeOf(provider.stream({ messages: messagesAfter(stored) }))).completed);
        assert.deepEqual(
          (JSON.parse(asked) as { messages: { content: unknown }[] }).messages[1]?.content,
          [hello],
          host,
        );
      }
    });

    it('leaves what else is known of the turn where there is nothing but that', async () => {
      const message: Message = {
        role: 'assistant',
        content: 'Hello',
        blocks: [{ wire: 'anthropic', value: unsigned }],
      };
      assert.deepEqual(await content(messagesAfter(message), other), [unsigned, hello]);
      const made = toMessage(await first(answer(UNSIGNED)));
      assert.deepEqual(await content(messagesAfter({ ...made, content: 'Hello' }), other), 'Hello');
    });
  });

  describe('with a container', () => {
    it('names it again, also after the history was stored', async () => {
      const whole = await first(START + code() + textBlock('Done.', 2) + ending(container('container_1')));
      assert.deepEqual(
        whole.blocks.map(({ value }) => value['type']),
        ['server_tool_use', 'bash_code_execution_tool_result', 'text'],
      );
      const message = toMessage(whole);
      assert.equal((await bodyOf(messagesAfter(message, question)))['container'], 'container_1');
      const stored = JSON.parse(JSON.stringify(message)) as Message;
      const body = await bodyOf(messagesAfter(stored, question));
      assert.equal(body['container'], 'container_1');
      // The container is no part of the turn.
      assert.notInclude(JSON.stringify(body['messages']), 'container_1');
    });

    it('names it where the first event alone does', async () => {
      const start = START.replace('"content":[]', `"content":[],"container":${container('container_8')}`);
      const whole = await first(start + code() + textBlock('Done.', 2) + delta('end_turn') + STOP);
      assert.equal((await bodyOf(messagesAfter(toMessage(whole), question)))['container'], 'container_8');
    });

    it('names it where the answer ends with the result, or pauses', async () => {
      const paused = await first(START + code() + ending(container('container_2'), 'pause_turn'));
      assert.equal((await bodyOf(messagesAfter(toMessage(paused))))['container'], 'container_2');
    });

    it('names it where the code began to run in an earlier turn', async () => {
      const result = begin(0, '{"type":"code_execution_tool_result","tool_use_id":"s1","content":{}}') + close(0);
      const whole = await first(START + result + ending(container('container_7')));
      assert.equal((await bodyOf(messagesAfter(toMessage(whole), question)))['container'], 'container_7');
    });

    it('names it where the code called a tool, in one message or in one JSON', async () => {
      const message = `{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"server_tool_use","id":"s1","name":"code_execution","input":{"code":"f()"}},{"type":"tool_use","id":"a","name":"f","input":{}}],"stop_reason":"tool_use","container":${container('container_3')},"usage":{}}`;
      const result: Message = { role: 'tool', toolCallId: 'a', content: 'r' };
      const streamed = await first(event(`{"type":"message_start","message":${message}}`) + STOP);
      assert.equal((await bodyOf(messagesAfter(toMessage(streamed), result)))['container'], 'container_3');
      server.serve({ headers: { 'content-type': 'application/json' }, body: message });
      const provider = anthropic({ baseUrl: server.url, defaultModel: 'm' });
      const whole = await firstValueFrom(provider.stream({ messages: [question], stream: false }).pipe(collect()));
      assert.equal((await bodyOf(messagesAfter(toMessage(whole), result)))['container'], 'container_3');
    });

    it('names the last one, as long as it exists, unless the caller names another', async () => {
      const older = toMessage(await first(START + code() + textBlock('a', 2) + ending(container('container_4'))));
      const newer = toMessage(await first(START + code() + textBlock('b', 2) + ending(container('container_5', ''))));
      const history = [question, older, question, newer, question];
      assert.equal((await bodyOf(history))['container'], 'container_5');
      const request = { body: { container: 'mine' } };
      assert.equal((await bodyOf(history, { request }))['container'], 'mine');
      const past = container('container_6', '2026-01-01T00:00:00Z');
      const expired = toMessage(await first(START + code() + textBlock('c', 2) + ending(past)));
      assert.notProperty(await bodyOf([...history, expired, question]), 'container');
    });

    it('gives every block all the same where none is named', async () => {
      const whole = await first(START + code() + textBlock('a', 2) + delta('end_turn') + STOP);
      assert.equal(whole.blocks.length, 3);
      assert.notProperty(await bodyOf(messagesAfter(toMessage(whole), question)), 'container');
      assert.equal((await first(START + code() + textBlock('a', 2) + STOP)).blocks.length, 3);
    });
  });

  describe('on another wire', () => {
    it('goes on, and comes back', async () => {
      const messages: Message[] = [{ role: 'system', content: 'Be brief.' }, question];
      const tool: Message = { role: 'tool', toolCallId: 'toolu_1', content: 'seen' };
      messages.push(toMessage(await first(answer(THINKING + textBlock('Let me look.', 1) + CALL, 'tool_use'))), tool);

      other.serve({
        body:
          chat(
            '{"content":"Seen. Once more.","tool_calls":[{"index":0,"id":"call:2","function":{"name":"look","arguments":"{\\"x\\":2}"}}]}',
          ) + 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
      });
      const openAI = openAICompatible({ baseUrl: other.url, defaultModel: 'gpt' });
      messages.push(toMessage(await firstValueFrom(openAI.stream({ messages }).pipe(collect()))));
      assert.deepEqual((JSON.parse(other.received.at(-1)?.body ?? '') as { messages: unknown }).messages, [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: 'Let me look.',
          tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'look', arguments: '{"x":1}' } }],
        },
        { role: 'tool', tool_call_id: 'toolu_1', content: 'seen' },
      ]);

      messages.push({ role: 'tool', toolCallId: 'call:2', content: 'seen again' });
      const body = await bodyOf(messages);
      assert.equal(body['system'], 'Be brief.');
      assert.deepEqual(body['messages'], [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
            { type: 'text', text: 'Let me look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'look', input: { x: 1 } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'seen' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Seen. Once more.' },
            { type: 'tool_use', id: 'call_2', name: 'look', input: { x: 2 } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_2', content: 'seen again' }] },
      ]);
    });

    it('needs no blocks to go on', async () => {
      const message = toMessage(
        await first(answer(THINKING + textBlock('Let me look.', 1) + CALL, 'tool_use'), { blocks: false }),
      );
      assert.notProperty(message, 'blocks');
      assert.deepEqual((await turnsOf(messagesAfter(message)))[1], {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me look.' },
          { type: 'tool_use', id: 'toolu_1', name: 'look', input: { x: 1 } },
        ],
      });
    });
  });
});
