import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  anthropic,
  autonomousAI,
  collect,
  failover,
  type Fetch,
  gemini,
  type Message,
  ollama,
  openAICompatible,
  openAIResponses,
  type Provider,
  toMessage,
} from '../../lib/index.ts';
import { wireSamples } from '../../lib/testing/index.ts';

/** What a wire needs to go on with a conversation, and how it writes one that another wire began. */
interface Turn {
  readonly provider: (fetch: Fetch) => Provider;
  readonly contentType?: string;
  /** A thought, a text, and a call; what must come back with it holds `signature`. */
  readonly answer: (callId: string, signature: string) => string;
  /** Whether something has to come back. */
  readonly signs: boolean;
  /** The body of the second round, byte for byte, after a first one on any other wire. */
  readonly second: string;
  /** The body of the second round after a first one on this wire itself, its `SIGNATURE` to be put in. */
  readonly own: string;
  readonly whole: string;
}

const sse = (frame: string): string => `data: ${frame}\n\n`;
const wholeOf = ({ begin = '', text, end }: (typeof wireSamples)['openAI']): string => begin + text('It rains.') + end;
const MODEL = 'gemini-3-flash-preview';

const turns: Readonly<Record<string, Turn>> = {
  openAI: {
    provider: (fetch) => openAICompatible({ baseUrl: 'http://a.test/v1', defaultModel: MODEL, fetch }),
    answer: (id, signature) =>
      sse('{"choices":[{"index":0,"delta":{"reasoning_content":"A thought."}}]}') +
      sse('{"choices":[{"index":0,"delta":{"content":"Let me look."}}]}') +
      sse(
        `{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"${id}","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"},"extra_content":{"google":{"thought_signature":"${signature}"}}}]}}]}`,
      ) +
      sse('{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}') +
      sse('[DONE]'),
    signs: true,
    second:
      '{"model":"gemini-3-flash-preview","messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"rain"}],"stream":true,"stream_options":{"include_usage":true}}',
    own: '{"model":"gemini-3-flash-preview","messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":"Let me look.","reasoning_content":"A thought.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"},"extra_content":{"google":{"thought_signature":"SIGNATURE"}}}]},{"role":"tool","tool_call_id":"call_1","content":"rain"}],"stream":true,"stream_options":{"include_usage":true}}',
    whole: wholeOf(wireSamples.openAI),
  },
  anthropic: {
    provider: (fetch) => anthropic({ apiKey: 'k', defaultModel: MODEL, fetch }),
    answer: (id, signature) =>
      [
        '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}}',
        '{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}',
        '{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"A thought."}}',
        `{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"${signature}"}}`,
        '{"type":"content_block_stop","index":0}',
        '{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}',
        '{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me look."}}',
        '{"type":"content_block_stop","index":1}',
        `{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"${id}","name":"weather","input":{}}}`,
        '{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":\\"Bern\\"}"}}',
        '{"type":"content_block_stop","index":2}',
        '{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}',
        '{"type":"message_stop"}',
      ]
        .map(sse)
        .join(''),
    signs: true,
    second:
      '{"model":"gemini-3-flash-preview","max_tokens":8192,"messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":[{"type":"text","text":"Let me look."},{"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Bern"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"rain"}]}],"stream":true}',
    own: '{"model":"gemini-3-flash-preview","max_tokens":8192,"messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":[{"type":"thinking","thinking":"A thought.","signature":"SIGNATURE"},{"type":"text","text":"Let me look."},{"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Bern"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"rain"}]}],"stream":true}',
    whole: wholeOf(wireSamples.anthropic),
  },
  gemini: {
    provider: (fetch) => gemini({ apiKey: 'k', defaultModel: MODEL, fetch }),
    answer: (id, signature) =>
      sse(
        '{"candidates":[{"content":{"parts":[{"text":"A thought.","thought":true}],"role":"model"}}],"responseId":"r1"}',
      ) +
      sse('{"candidates":[{"content":{"parts":[{"text":"Let me look."}],"role":"model"}}],"responseId":"r1"}') +
      sse(
        `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Bern"},"id":"${id}"},"thoughtSignature":"${signature}"}],"role":"model"},"finishReason":"STOP"}],"responseId":"r1"}`,
      ),
    signs: true,
    second:
      '{"contents":[{"role":"user","parts":[{"text":"What is the weather?"}]},{"role":"model","parts":[{"text":"Let me look."},{"functionCall":{"name":"weather","args":{"city":"Bern"},"id":"call_1"},"thoughtSignature":"skip_thought_signature_validator"}]},{"role":"user","parts":[{"functionResponse":{"id":"call_1","name":"weather","response":{"output":"rain"}}}]}]}',
    own: '{"contents":[{"role":"user","parts":[{"text":"What is the weather?"}]},{"role":"model","parts":[{"text":"A thought.","thought":true},{"text":"Let me look."},{"functionCall":{"name":"weather","args":{"city":"Bern"},"id":"call_1"},"thoughtSignature":"SIGNATURE"}]},{"role":"user","parts":[{"functionResponse":{"id":"call_1","name":"weather","response":{"output":"rain"}}}]}]}',
    whole: wholeOf(wireSamples.gemini),
  },
  responses: {
    provider: (fetch) => openAIResponses({ apiKey: 'k', defaultModel: MODEL, fetch }),
    answer: (id, signature) =>
      [
        '{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[]}}',
        '{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}',
        '{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"A thought."}',
        `{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"A thought."}],"encrypted_content":"${signature}"}}`,
        '{"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","content":[]}}',
        '{"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"Let me look."}',
        '{"type":"response.output_item.done","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me look.","annotations":[]}]}}',
        `{"type":"response.output_item.added","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"${id}","name":"weather","arguments":""}}`,
        '{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":2,"delta":"{\\"city\\":\\"Bern\\"}"}',
        `{"type":"response.output_item.done","output_index":2,"item":{"id":"fc_1","type":"function_call","status":"completed","call_id":"${id}","name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}`,
        '{"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","model":"m","output":[]}}',
      ]
        .map(sse)
        .join(''),
    signs: true,
    second:
      '{"model":"gemini-3-flash-preview","input":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":"Let me look."},{"type":"function_call","call_id":"call_1","name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"},{"type":"function_call_output","call_id":"call_1","output":"rain"}],"stream":true}',
    own: '{"model":"gemini-3-flash-preview","input":[{"role":"user","content":"What is the weather?"},{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"A thought."}],"encrypted_content":"SIGNATURE"},{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me look.","annotations":[]}]},{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"},{"type":"function_call_output","call_id":"call_1","output":"rain"}],"stream":true}',
    whole: wholeOf(wireSamples.responses),
  },
  ollama: {
    provider: (fetch) => ollama({ defaultModel: MODEL, fetch }),
    contentType: 'application/x-ndjson',
    answer: (id) =>
      '{"model":"m","message":{"role":"assistant","content":"","thinking":"A thought."},"done":false}\n' +
      '{"model":"m","message":{"role":"assistant","content":"Let me look."},"done":false}\n' +
      `{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"id":"${id}","function":{"name":"weather","arguments":{"city":"Bern"}}}]},"done":false}\n` +
      '{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}\n',
    signs: false,
    second:
      '{"model":"gemini-3-flash-preview","messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","function":{"name":"weather","arguments":{"city":"Bern"}}}]},{"role":"tool","content":"rain","tool_name":"weather","tool_call_id":"call_1"}],"stream":true}',
    own: '{"model":"gemini-3-flash-preview","messages":[{"role":"user","content":"What is the weather?"},{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","function":{"name":"weather","arguments":{"city":"Bern"}}}]},{"role":"tool","content":"rain","tool_name":"weather","tool_call_id":"call_1"}],"stream":true}',
    whole: wholeOf(wireSamples.ollama),
  },
};

const question: Message = { role: 'user', content: 'What is the weather?' };
const result = (toolCallId: string): Message => ({ role: 'tool', toolCallId, content: 'rain' });
const signatureOf = (wire: string): string => Buffer.from(`signed by ${wire}`).toString('base64');

/** Answers with this body, and keeps what it was asked. */
function canned(body: string, contentType = 'text/event-stream', status = 200): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = async (_url, init) => {
    asked.push(String((init as { readonly body?: unknown }).body));
    return new Response(body, { status, headers: { 'content-type': contentType } });
  };
  return { fetch, asked };
}

/** The message of an answer that calls a tool. */
async function firstTurn(wire: string, callId: string): Promise<Message> {
  const { provider, answer, contentType } = turns[wire] as Turn;
  const { fetch } = canned(answer(callId, signatureOf(wire)), contentType);
  return toMessage(
    await firstValueFrom(
      provider(fetch)
        .stream({ messages: [question] })
        .pipe(collect()),
    ),
  );
}

/** Asks a wire that has no room first, and then this one; gives what this one was asked, and what it said. */
async function askInstead(
  down: string,
  wire: string,
  messages: readonly Message[],
): Promise<readonly [body: string | undefined, text: string]> {
  const { provider, whole, contentType } = turns[wire] as Turn;
  const overloaded = (turns[down] as Turn).provider(canned('', 'application/json', 503).fetch);
  const { fetch, asked } = canned(whole, contentType);
  const source = failover([overloaded, provider(fetch)]);
  const { text } = await firstValueFrom(source.stream({ messages }).pipe(collect()));
  assert.lengthOf(asked, 1);
  return [asked[0], text];
}

const pairs = Object.keys(turns).flatMap((from) =>
  Object.keys(turns).flatMap((to) => (from === to ? [] : [[from, to] as const])),
);

describe('a conversation that changes its wire', () => {
  for (const [from, to] of pairs) {
    it(`goes on from ${from} to ${to}, without what only ${from} can read`, async () => {
      const messages = [question, await firstTurn(from, 'call_1'), result('call_1')];
      const [body, text] = await askInstead(from, to, messages);
      assert.equal(body, turns[to]?.second);
      assert.equal(text, 'It rains.');
    });

    it(`comes back from ${to} to ${from}, with what ${from} had signed`, async () => {
      const messages = [
        question,
        await firstTurn(from, 'call_1'),
        result('call_1'),
        await firstTurn(to, 'call_2'),
        result('call_2'),
      ];
      const [body = '', text] = await askInstead(to, from, messages);
      assert.equal(body.includes(signatureOf(from)), turns[from]?.signs);
      assert.notInclude(body, signatureOf(to));
      for (const id of ['call_1', 'call_2']) assert.include(body, id);
      assert.equal(text, 'It rains.');
    });
  }

  for (const wire of Object.keys(turns)) {
    it(`goes on on ${wire} with its own turn, byte for byte`, async () => {
      const { provider, whole, contentType, own } = turns[wire] as Turn;
      const { fetch, asked } = canned(whole, contentType);
      const messages = [question, await firstTurn(wire, 'call_1'), result('call_1')];
      await firstValueFrom(provider(fetch).stream({ messages }).pipe(collect()));
      assert.deepEqual(asked, [own.replace('SIGNATURE', signatureOf(wire))]);
    });
  }

  for (const from of Object.keys(turns)) {
    it(`goes on from ${from} to autonomousAI, which has words for text alone, and back`, async () => {
      const { provider, whole, contentType } = turns[from] as Turn;
      const first = canned(whole, contentType);
      const said = await firstValueFrom(
        provider(first.fetch)
          .stream({ messages: [question] })
          .pipe(collect()),
      );
      const messages: Message[] = [question, toMessage(said), { role: 'user', content: 'And now?' }];

      const plain = wireSamples.autonomousAI;
      const second = canned(plain.text('Now too.') + plain.end);
      const overloaded = provider(canned('', 'application/json', 503).fetch);
      const source = failover([{ source: overloaded, model: MODEL }, autonomousAI({ fetch: second.fetch })]);
      const answer = await firstValueFrom(source.stream({ messages }).pipe(collect()));
      assert.equal(answer.text, 'Now too.');
      const { messages: encoded } = JSON.parse(second.asked[0] ?? '') as { readonly messages: string };
      assert.deepEqual(JSON.parse(Buffer.from(encoded, 'base64').toString()), [
        { role: 'user', content: 'What is the weather?' },
        { role: 'assistant', content: 'It rains.' },
        { role: 'user', content: 'And now?' },
      ]);

      const third = canned(whole, contentType);
      const history = [...messages, toMessage(answer), { role: 'user', content: 'Really?' } as const];
      await firstValueFrom(provider(third.fetch).stream({ messages: history }).pipe(collect()));
      for (const words of ['It rains.', 'And now?', 'Now too.', 'Really?']) assert.include(third.asked[0], words);
    });
  }
});
