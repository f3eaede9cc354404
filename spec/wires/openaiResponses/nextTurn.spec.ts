import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  collect,
  type Message,
  openAICompatible,
  openAIResponses,
  type OpenAIResponsesOptions,
  toMessage,
} from '../../../lib/index.ts';
import { call, completed, delta, message, sse } from './play.ts';

type Json = Readonly<Record<string, unknown>>;

const question: Message = { role: 'user', content: 'Weather?' };
const REASONING = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: 'I need the weather.' }],
  encrypted_content: 'gAAAA-final',
};
const SEARCH = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } };
const COMMENTARY = message('Let me see.', { id: 'msg_1', status: 'completed', phase: 'commentary' });
const CALL = call('call_1', 'weather', '{"city":"Zürich"}', { status: 'completed' });

/** What our own client hands to `fetch`. */
const bodyOf = (init: unknown): string => (init as { readonly body: string }).body;

/** A conversation with a service that answers with these items, then with a text, and the bodies of its requests. */
class Conversation {
  readonly bodies: Json[] = [];
  readonly #answers: readonly string[];
  readonly #options: OpenAIResponsesOptions;

  constructor(answers: readonly string[], options: OpenAIResponsesOptions = {}) {
    this.#answers = answers;
    this.#options = options;
  }

  /** What the model answers, as a message of the history. */
  async say(messages: readonly Message[], body: Json = {}): Promise<Message> {
    const provider = openAIResponses({ ...this.#options, defaultModel: 'gpt-5', fetch: this.#fetch });
    return toMessage(await firstValueFrom(provider.stream({ messages, body }).pipe(collect())));
  }

  readonly #fetch = (_url: unknown, init: unknown): Promise<Response> => {
    const text = this.#answers[this.bodies.length] ?? sse([delta('Done.'), completed()]);
    this.bodies.push(JSON.parse(bodyOf(init)) as Json);
    return Promise.resolve(new Response(text, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

const answerOf = (items: readonly object[]): string =>
  sse([
    { type: 'response.output_item.added', output_index: 0, item: { ...items[0], encrypted_content: 'gAAAA-draft' } },
    ...items.map((item, i) => ({ type: 'response.output_item.done', output_index: i, item })),
    completed(items),
  ]);

/** The input of the second request, where the first was answered with these items. */
async function secondInput(items: readonly object[], options?: OpenAIResponsesOptions, body?: Json): Promise<unknown> {
  const conversation = new Conversation([answerOf(items)], options);
  const first = await conversation.say([question]);
  await conversation.say([question, first, { role: 'user', content: 'And?' }], body);
  return conversation.bodies[1]?.['input'];
}

describe("the next turn of OpenAI's Responses", () => {
  it('sends the items back as they came and in their order, each result after them', async () => {
    const conversation = new Conversation([answerOf([REASONING, COMMENTARY, CALL])]);
    const first = await conversation.say([question]);
    await conversation.say([question, first, { role: 'tool', toolCallId: 'call_1', content: 'Rain.' }]);
    assert.equal(
      JSON.stringify(conversation.bodies[1]),
      '{"model":"gpt-5","input":[{"role":"user","content":"Weather?"},' +
        '{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"I need the weather."}],"encrypted_content":"gAAAA-final"},' +
        '{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me see.","annotations":[]}],"id":"msg_1","status":"completed","phase":"commentary"},' +
        '{"type":"function_call","id":"fc_call_1","call_id":"call_1","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}","status":"completed"},' +
        '{"type":"function_call_output","call_id":"call_1","output":"Rain."}],"stream":true}',
    );
  });

  it('does so over several turns', async () => {
    const answers = [answerOf([REASONING, CALL]), answerOf([{ ...REASONING, id: 'rs_2' }, COMMENTARY])];
    const conversation = new Conversation(answers);
    const history: Message[] = [question];
    history.push(await conversation.say(history), { role: 'tool', toolCallId: 'call_1', content: 'Rain.' });
    history.push(await conversation.say(history), { role: 'user', content: 'And?' });
    await conversation.say(history);
    assert.deepEqual(conversation.bodies[2]?.['input'], [
      { role: 'user', content: 'Weather?' },
      REASONING,
      CALL,
      { type: 'function_call_output', call_id: 'call_1', output: 'Rain.' },
      { ...REASONING, id: 'rs_2' },
      COMMENTARY,
      { role: 'user', content: 'And?' },
    ]);
  });

  it('leaves out reasoning that nothing followed, since the server refuses it', async () => {
    const incomplete = { ...REASONING, id: 'rs_2' };
    assert.deepEqual(await secondInput([REASONING, CALL, incomplete]), [
      { role: 'user', content: 'Weather?' },
      REASONING,
      CALL,
      { role: 'user', content: 'And?' },
    ]);
    assert.deepEqual(await secondInput([REASONING]), [
      { role: 'user', content: 'Weather?' },
      { role: 'user', content: 'And?' },
    ]);
  });

  it('keeps ids that the server keeps, without content of their own', async () => {
    const kept = { id: 'rs_1', type: 'reasoning', summary: [] };
    const input = [{ role: 'user', content: 'Weather?' }, kept, SEARCH, CALL, { role: 'user', content: 'And?' }];
    assert.deepEqual(await secondInput([kept, SEARCH, CALL]), input);
    assert.deepEqual(await secondInput([kept, SEARCH, CALL], { stateless: true }, { store: true }), input);
  });

  it('sends no reasoning and no ids where the server keeps none, and the reasoning holds nothing', async () => {
    const lost = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: null };
    const { id: _, ...plainCall } = CALL;
    const { id: __, ...plainText } = COMMENTARY;
    const expected = [{ role: 'user', content: 'Weather?' }, plainText, plainCall, { role: 'user', content: 'And?' }];
    const items = [lost, SEARCH, COMMENTARY, CALL];
    assert.deepEqual(await secondInput(items, { stateless: true }), expected);
    assert.deepEqual(await secondInput(items, { body: { store: false } }), expected);
    assert.deepEqual(await secondInput(items, {}, { store: false }), expected);
  });

  it('sends all where the server keeps none, and the reasoning is whole', async () => {
    const open = { id: 'rs_2', type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] };
    const items = [REASONING, SEARCH, open, COMMENTARY, CALL];
    assert.deepEqual(await secondInput(items, { stateless: true }), [
      { role: 'user', content: 'Weather?' },
      ...items,
      { role: 'user', content: 'And?' },
    ]);
  });

  it('sends text and calls where there are no blocks, and without ids of items', async () => {
    assert.deepEqual(await secondInput([REASONING, COMMENTARY, CALL], { blocks: false }), [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: 'Let me see.' },
      { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
      { role: 'user', content: 'And?' },
    ]);
  });

  it('sends a refusal back as what the assistant said', async () => {
    const refusal = message('', { content: [{ type: 'refusal', refusal: 'No.' }] });
    assert.deepEqual(await secondInput([refusal], { blocks: false }), [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: 'No.' },
      { role: 'user', content: 'And?' },
    ]);
  });

  it('goes to another wire and back', async () => {
    const conversation = new Conversation([answerOf([REASONING, CALL])]);
    const first = await conversation.say([question]);
    const history: Message[] = [question, first, { role: 'tool', toolCallId: 'call_1', content: 'Rain.' }];

    const bodies: string[] = [];
    const other = openAICompatible({
      baseUrl: 'https://other.example/v1',
      defaultModel: 'm',
      fetch: (_url: unknown, init: unknown) => {
        bodies.push(bodyOf(init));
        const answer = '{"choices":[{"index":0,"message":{"content":"It rains."},"finish_reason":"stop"}]}';
        return Promise.resolve(new Response(answer, { headers: { 'content-type': 'application/json' } }));
      },
    });
    const second = toMessage(await firstValueFrom(other.stream({ messages: history, stream: false }).pipe(collect())));
    assert.deepEqual((JSON.parse(bodies[0] ?? '') as Json)['messages'], [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Zürich"}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'Rain.' },
    ]);

    await conversation.say([...history, second, { role: 'user', content: 'Thanks.' }]);
    assert.deepEqual(conversation.bodies[1]?.['input'], [
      { role: 'user', content: 'Weather?' },
      REASONING,
      CALL,
      { type: 'function_call_output', call_id: 'call_1', output: 'Rain.' },
      { role: 'assistant', content: 'It rains.' },
      { role: 'user', content: 'Thanks.' },
    ]);
  });

  it("ignores another wire's blocks", async () => {
    const conversation = new Conversation([]);
    const blocks = [{ wire: 'anthropic', value: { type: 'thinking', thinking: 'x', signature: 's' } }];
    await conversation.say([question, { role: 'assistant', content: 'Hello', blocks }]);
    assert.deepEqual(conversation.bodies[0]?.['input'], [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: 'Hello' },
    ]);
  });
});
