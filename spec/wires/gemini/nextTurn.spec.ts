import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  type Answer,
  collect,
  gemini,
  type GeminiOptions,
  type Message,
  openAICompatible,
  type Provider,
  toMessage,
} from '../../../lib/index.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { intercept, useNock } from '../../support/useNock.ts';

const ORIGIN = 'https://generativelanguage.googleapis.com';
const model = 'gemini-3-flash-preview';
const question: Message = { role: 'user', content: 'Hello' };

const event = (parts: string, rest = ''): string =>
  `data: {"candidates":[{"content":{"parts":[${parts}],"role":"model"},"index":0${rest}}],"responseId":"r2"}\r\n\r\n`;
const STOP = event('{"text":""}', ',"finishReason":"STOP"');

/** A first answer, put together. */
async function answered(body: string, options: GeminiOptions = {}, stream = true): Promise<Answer> {
  void intercept(ORIGIN, { body, contentType: stream ? 'text/event-stream' : 'application/json' });
  return firstValueFrom(
    gemini(options)
      .stream({ model, messages: [question], stream })
      .pipe(collect()),
  );
}

/** The contents of a further request. */
async function contentsOf(
  messages: readonly Message[],
  provider: Provider = gemini(),
  origin = ORIGIN,
): Promise<readonly unknown[]> {
  const intercepted = intercept(origin);
  const { error } = await outcomeOf(provider.stream({ model, messages }));
  if (error !== undefined) throw error;
  const body = JSON.parse((await intercepted).body) as { readonly contents?: readonly unknown[] };
  return body.contents ?? [];
}

const results = (answer: Answer, ...contents: readonly string[]): readonly Message[] =>
  contents.map((content, i) => ({ role: 'tool', toolCallId: answer.toolCalls[i]?.id ?? '', content }));

const hello = { role: 'user', parts: [{ text: 'Hello' }] };
const response = (name: string, output: string, id?: string): object => ({
  functionResponse: { ...(id === undefined ? {} : { id }), name, response: { output } },
});

describe("gemini's next turn", () => {
  useNock();

  const TWO_CALLS =
    event('{"text":"I need ","thought":true}') +
    event('{"text":"two files.","thought":true}') +
    event('{"text":"Read"}') +
    event('{"text":"ing "}') +
    event('{"functionCall":{"name":"read","args":{"path":"a.md"}},"thoughtSignature":"c2ln"}') +
    event('{"functionCall":{"name":"read","args":{"path":"b.md"}}}') +
    STOP;

  it('holds the parts of the answer as they came, and results that name no id where the calls have none', async () => {
    const answer = await answered(TWO_CALLS);
    // The second result came first.
    const [first, second] = results(answer, 'A', 'B') as [Message, Message];
    assert.deepEqual(await contentsOf([question, toMessage(answer), second, first]), [
      hello,
      {
        role: 'model',
        parts: [
          { text: 'I need two files.', thought: true },
          { text: 'Reading ' },
          { functionCall: { name: 'read', args: { path: 'a.md' } }, thoughtSignature: 'c2ln' },
          { functionCall: { name: 'read', args: { path: 'b.md' } } },
        ],
      },
      { role: 'user', parts: [response('read', 'A'), response('read', 'B')] },
    ]);
  });

  it('byte for byte, and in the answer to one JSON answer too', async () => {
    const parts =
      '{"functionCall":{"name":"f","args":{"b":1,"a":{}},"id":"x1"},"thoughtSignature":"c2ln+/=="},{"functionCall":{"id":"x2","name":"g"}}';
    const json = `{"candidates":[{"content":{"parts":[${parts}]},"finishReason":"STOP"}],"responseId":"r2"}`;
    for (const answer of [await answered(event(parts) + STOP), await answered(json, {}, false)]) {
      const intercepted = intercept(ORIGIN);
      const messages = [question, toMessage(answer), ...results(answer, '{"ok":true}', 'done')];
      await outcomeOf(gemini().stream({ model, messages }));
      assert.equal(
        (await intercepted).body,
        `{"contents":[{"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[${parts}]},` +
          '{"role":"user","parts":[{"functionResponse":{"id":"x1","name":"f","response":{"ok":true}}},{"functionResponse":{"id":"x2","name":"g","response":{"output":"done"}}}]}]}',
      );
    }
  });

  it('goes on over several rounds', async () => {
    const first = await answered(event('{"functionCall":{"name":"f","args":{}},"thoughtSignature":"MQ=="}') + STOP);
    const second = await answered(event('{"functionCall":{"name":"g","args":{}},"thoughtSignature":"Mg=="}') + STOP);
    const third = await answered(
      event('{"text":"Done."}') + event('{"text":"","thoughtSignature":"Mw=="}', ',"finishReason":"STOP"'),
    );
    const messages = [
      question,
      toMessage(first),
      ...results(first, '1'),
      toMessage(second),
      ...results(second, '2'),
      toMessage(third),
      question,
    ];
    assert.deepEqual(await contentsOf(messages), [
      hello,
      { role: 'model', parts: [{ functionCall: { name: 'f', args: {} }, thoughtSignature: 'MQ==' }] },
      { role: 'user', parts: [response('f', '1')] },
      { role: 'model', parts: [{ functionCall: { name: 'g', args: {} }, thoughtSignature: 'Mg==' }] },
      { role: 'user', parts: [response('g', '2')] },
      { role: 'model', parts: [{ text: 'Done.' }, { text: '', thoughtSignature: 'Mw==' }] },
      hello,
    ]);
  });

  it('holds code, what it gave, and pictures', async () => {
    const parts = [
      { text: 'I draw.' },
      { executableCode: { language: 'PYTHON', code: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1\n' } },
      { inlineData: { mimeType: 'image/png', data: 'AAAA' }, thoughtSignature: 'c2ln' },
    ];
    const answer = await answered(parts.map((part) => event(JSON.stringify(part))).join('') + STOP);
    assert.deepEqual(await contentsOf([question, toMessage(answer), question]), [
      hello,
      { role: 'model', parts },
      hello,
    ]);
  });

  it('holds a call whose arguments came leaf by leaf as a whole one', async () => {
    const answer = await answered(
      event('{"functionCall":{"name":"f","willContinue":true},"thoughtSignature":"c2ln"}') +
        event('{"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"b"}]}}') +
        STOP,
    );
    assert.deepEqual(await contentsOf([question, toMessage(answer), ...results(answer, 'A')]), [
      hello,
      { role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 'b' } }, thoughtSignature: 'c2ln' }] },
      { role: 'user', parts: [response('f', 'A')] },
    ]);
  });

  it('without blocks stands on the documented signature', async () => {
    const answer = await answered(TWO_CALLS, { blocks: false });
    assert.deepEqual(answer.blocks, []);
    assert.deepEqual(await contentsOf([question, toMessage(answer), ...results(answer, 'A', 'B')]), [
      hello,
      {
        role: 'model',
        parts: [
          { text: 'Reading ' },
          {
            functionCall: { name: 'read', args: { path: 'a.md' }, id: 'r2-0' },
            thoughtSignature: 'skip_thought_signature_validator',
          },
          { functionCall: { name: 'read', args: { path: 'b.md' }, id: 'r2-1' } },
        ],
      },
      { role: 'user', parts: [response('read', 'A', 'r2-0'), response('read', 'B', 'r2-1')] },
    ]);
  });

  it('can be asked of another service, and then of this one again', async () => {
    const answer = await answered(TWO_CALLS);
    const messages = [question, toMessage(answer), ...results(answer, 'A', 'B')];
    const intercepted = intercept('https://api.example');
    await outcomeOf(openAICompatible({ baseUrl: 'https://api.example/v1' }).stream({ model: 'gpt', messages }));
    assert.deepEqual((JSON.parse((await intercepted).body) as { readonly messages: unknown }).messages, [
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: 'Reading ',
        tool_calls: [
          { id: 'r2-0', type: 'function', function: { name: 'read', arguments: '{"path":"a.md"}' } },
          { id: 'r2-1', type: 'function', function: { name: 'read', arguments: '{"path":"b.md"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'r2-0', content: 'A' },
      { role: 'tool', tool_call_id: 'r2-1', content: 'B' },
    ]);

    const theirs: Message = {
      role: 'assistant',
      content: 'One more.',
      toolCalls: [{ id: 'call_9', name: 'read', arguments: '{"path":"c.md"}' }],
      blocks: [{ wire: 'openai-chat', value: { role: 'assistant', content: 'One more.' } }],
    };
    const back = await contentsOf([...messages, theirs, { role: 'tool', toolCallId: 'call_9', content: 'C' }]);
    assert.deepEqual(back.slice(1), [
      {
        role: 'model',
        parts: [
          { text: 'I need two files.', thought: true },
          { text: 'Reading ' },
          { functionCall: { name: 'read', args: { path: 'a.md' } }, thoughtSignature: 'c2ln' },
          { functionCall: { name: 'read', args: { path: 'b.md' } } },
        ],
      },
      { role: 'user', parts: [response('read', 'A'), response('read', 'B')] },
      {
        role: 'model',
        parts: [
          { text: 'One more.' },
          {
            functionCall: { name: 'read', args: { path: 'c.md' }, id: 'call_9' },
            thoughtSignature: 'skip_thought_signature_validator',
          },
        ],
      },
      { role: 'user', parts: [response('read', 'C', 'call_9')] },
    ]);
  });

  it('on Vertex goes without the ids that only the developer API takes', async () => {
    const answer = await answered(
      event('{"functionCall":{"name":"f","args":{},"id":"x1"},"thoughtSignature":"c2ln"}') + STOP,
    );
    const vertex = gemini({ vertex: { project: 'p' }, accessToken: 'ya29.1' });
    const messages = [question, toMessage(answer), ...results(answer, 'A')];
    assert.deepEqual(await contentsOf(messages, vertex, 'https://aiplatform.googleapis.com'), [
      hello,
      { role: 'model', parts: [{ functionCall: { name: 'f', args: {} }, thoughtSignature: 'c2ln' }] },
      { role: 'user', parts: [response('f', 'A')] },
    ]);
  });

  it('finds a call that stands in the blocks alone', async () => {
    const blocks = [{ wire: 'gemini', value: { functionCall: { name: 'f', args: {}, id: 'x1' } } }];
    assert.deepEqual(
      await contentsOf([
        { role: 'assistant', blocks },
        { role: 'tool', toolCallId: 'x1', content: 'A' },
      ]),
      [
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {}, id: 'x1' } }] },
        { role: 'user', parts: [response('f', 'A', 'x1')] },
      ],
    );
  });
});
