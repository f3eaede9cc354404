import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  collect,
  type Message,
  ollama,
  openAICompatible,
  type Provider,
  toMessage,
  type Tool,
} from '../../../lib/index.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { calls, DONE, lines, message, say } from './lines.ts';

const tools: readonly Tool[] = [{ name: 'read', parameters: { type: 'object', properties: {} } }];
const WIRE_TOOLS =
  '"tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{}}}}]';
const QUESTION: Message = { role: 'user', content: 'What do they say?' };
const WIRE_QUESTION = '{"role":"user","content":"What do they say?"}';

describe("the next turn on ollama's wire", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  /** Asks, and gives the assistant's message that goes into the history. */
  async function turn(
    provider: Provider,
    messages: readonly Message[],
    body: string,
    contentType = 'application/x-ndjson',
  ) {
    server.serve({ headers: { 'content-type': contentType }, body });
    return toMessage(await firstValueFrom(provider.stream({ messages, tools }).pipe(collect())));
  }

  const sent = (): string => server.received.at(-1)?.body ?? '';

  it('sends calls and results as the page demands', async () => {
    const provider = ollama({ baseUrl: server.url, defaultModel: 'q' });
    const first = await turn(
      provider,
      [QUESTION],
      lines(
        message('"content":"Reading.","thinking":"Two files."'),
        calls('{"id":"call_a1b2c3d4","function":{"index":0,"name":"read","arguments":{"path":"a.md"}}}'),
        calls('{"function":{"name":"read","arguments":{"path":"b.md"}}}'),
        DONE,
      ),
    );
    assert.deepEqual(first, {
      role: 'assistant',
      content: 'Reading.',
      toolCalls: [
        { id: 'call_a1b2c3d4', name: 'read', arguments: '{"path":"a.md"}' },
        { id: 'call_1', name: 'read', arguments: '{"path":"b.md"}' },
      ],
    });
    const history: Message[] = [
      QUESTION,
      first,
      { role: 'tool', toolCallId: 'call_1', content: 'b says 2' },
      { role: 'tool', toolCallId: 'call_a1b2c3d4', content: 'a says 1' },
    ];
    const second = await turn(provider, history, lines(say('1 and 2.'), DONE));
    assert.equal(
      sent(),
      `{"model":"q","messages":[${WIRE_QUESTION},` +
        '{"role":"assistant","content":"Reading.","tool_calls":[{"id":"call_a1b2c3d4","function":{"name":"read","arguments":{"path":"a.md"}}},{"id":"call_1","function":{"name":"read","arguments":{"path":"b.md"}}}]},' +
        '{"role":"tool","content":"b says 2","tool_name":"read","tool_call_id":"call_1"},{"role":"tool","content":"a says 1","tool_name":"read","tool_call_id":"call_a1b2c3d4"}],' +
        `"stream":true,${WIRE_TOOLS}}`,
    );
    assert.deepEqual(second, { role: 'assistant', content: '1 and 2.' });
  });

  it('finds the name of each result though every answer numbers its calls anew', async () => {
    const provider = ollama({ baseUrl: server.url, defaultModel: 'q' });
    const first = await turn(provider, [QUESTION], lines(calls('{"function":{"name":"read","arguments":{}}}'), DONE));
    const history: Message[] = [QUESTION, first, { role: 'tool', toolCallId: 'call_0', content: 'one' }];
    const second = await turn(provider, history, lines(calls('{"function":{"name":"list"}}'), DONE));
    history.push(second, { role: 'tool', toolCallId: 'call_0', content: 'two' });
    await turn(provider, history, lines(say('Done.'), DONE));
    assert.equal(
      sent(),
      `{"model":"q","messages":[${WIRE_QUESTION},` +
        '{"role":"assistant","content":"","tool_calls":[{"id":"call_0","function":{"name":"read","arguments":{}}}]},{"role":"tool","content":"one","tool_name":"read","tool_call_id":"call_0"},' +
        '{"role":"assistant","content":"","tool_calls":[{"id":"call_0","function":{"name":"list","arguments":{}}}]},{"role":"tool","content":"two","tool_name":"list","tool_call_id":"call_0"}],' +
        `"stream":true,${WIRE_TOOLS}}`,
    );
  });

  it('goes to another wire and back', async () => {
    const ours = ollama({ baseUrl: server.url, defaultModel: 'q' });
    const theirs = openAICompatible({ baseUrl: `${server.url}/v1`, defaultModel: 'g', streamUsage: false });
    const history: Message[] = [QUESTION];

    history.push(
      await turn(ours, history, lines(calls('{"function":{"name":"read","arguments":{"path":"a.md"}}}'), DONE)),
    );
    history.push({ role: 'tool', toolCallId: 'call_0', content: 'one' });
    // An answer whose server wants more of it back than this library's words can carry.
    const theirAnswer =
      'data: {"choices":[{"index":0,"delta":{"reasoning_content":"Hm.","tool_calls":[{"index":0,"id":"call_g","function":{"name":"read","arguments":"{\\"path\\":\\"b.md\\"}"}}]}}]}\n\n' +
      'data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n';
    const theirTurn = await turn(theirs, history, theirAnswer, 'text/event-stream');
    assert.equal(theirTurn.blocks?.[0]?.wire, 'openai-chat');
    assert.equal(
      sent(),
      `{"model":"g","messages":[${WIRE_QUESTION},` +
        '{"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"read","arguments":"{\\"path\\":\\"a.md\\"}"}}]},{"role":"tool","tool_call_id":"call_0","content":"one"}],' +
        `"stream":true,${WIRE_TOOLS}}`,
    );

    history.push(theirTurn, { role: 'tool', toolCallId: 'call_g', content: 'two' });
    await turn(ours, history, lines(say('Done.'), DONE));
    assert.equal(
      sent(),
      `{"model":"q","messages":[${WIRE_QUESTION},` +
        '{"role":"assistant","content":"","tool_calls":[{"id":"call_0","function":{"name":"read","arguments":{"path":"a.md"}}}]},{"role":"tool","content":"one","tool_name":"read","tool_call_id":"call_0"},' +
        '{"role":"assistant","content":"","tool_calls":[{"id":"call_g","function":{"name":"read","arguments":{"path":"b.md"}}}]},{"role":"tool","content":"two","tool_name":"read","tool_call_id":"call_g"}],' +
        `"stream":true,${WIRE_TOOLS}}`,
    );
  });

  it('gives no blocks, whatever is asked', async () => {
    for (const blocks of [undefined, true, false]) {
      const provider = ollama({ baseUrl: server.url, defaultModel: 'q', blocks });
      const answer = await turn(provider, [QUESTION], lines(message('"content":"Hi","thinking":"Hm."'), DONE));
      assert.deepEqual(answer, { role: 'assistant', content: 'Hi' });
    }
  });
});
