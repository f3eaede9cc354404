import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import { autonomousAI, collect, InvalidRequestError, UnknownModelError } from '../../../lib/index.ts';
import type { AutonomousAIOptions, ChatRequest } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, useNock, type Intercepted } from '../../support/useNock.ts';

const ORIGIN = 'https://chatgpt.autonomous.ai';
const messages = [{ role: 'user', content: 'Hello' }] as const;

/** What the request looks like on the wire. */
async function sent(request: Partial<ChatRequest> = {}, options: AutonomousAIOptions = {}): Promise<Intercepted> {
  const intercepted = intercept(ORIGIN);
  const { error } = await outcomeOf(autonomousAI(options).stream({ messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

const decoded = (base64: string): unknown => JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));

describe('autonomousAI', () => {
  describe('identity', () => {
    it('is what the public service was last seen to be', () => {
      const provider = autonomousAI();
      assert.equal(provider.name, 'autonomousAI');
      assert.equal(provider.url, 'https://www.autonomous.ai/anon/');
      assert.isFalse(provider.working);
      assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
      assert.equal(provider.defaultModel, 'llama');
      assert.deepEqual(provider.models, ['llama', 'qwen_coder', 'hermes', 'vision', 'summary']);
      assert.deepEqual(provider.modelAliases, {
        'llama-3.3-70b': 'llama',
        'qwen-2.5-coder-32b': 'qwen_coder',
        'hermes-3': 'hermes',
        'llama-3.2-90b': 'vision',
        'llama-3.2-70b': 'summary',
      });
      assert.deepEqual(provider.endpoints, {
        llama: 'https://chatgpt.autonomous.ai/api/v1/ai/chat',
        qwen_coder: 'https://chatgpt.autonomous.ai/api/v1/ai/chat',
        hermes: 'https://chatgpt.autonomous.ai/api/v1/ai/chat-hermes',
        vision: 'https://chatgpt.autonomous.ai/api/v1/ai/chat-vision',
        summary: 'https://chatgpt.autonomous.ai/api/v1/ai/summary',
      });
    });

    it('lists its models without a request', async () => {
      const models = await firstValueFrom(autonomousAI().listModels());
      assert.deepEqual(models, ['llama', 'qwen_coder', 'hermes', 'vision', 'summary']);
    });
  });

  describe('resolveModel', () => {
    const { resolveModel } = autonomousAI();
    const resolved: readonly (readonly [string | undefined, string])[] = [
      [undefined, 'llama'],
      ['', 'llama'],
      ['llama', 'llama'],
      ['summary', 'summary'],
      ['llama-3.3-70b', 'llama'],
      ['qwen-2.5-coder-32b', 'qwen_coder'],
      ['hermes-3', 'hermes'],
      ['llama-3.2-90b', 'vision'],
      ['llama-3.2-70b', 'summary'],
    ];
    for (const [asked, model] of resolved) {
      it(`takes ${JSON.stringify(asked)} for ${model}`, () => {
        assert.deepEqual(resolveModel(asked), { _tag: 'Right', right: model });
      });
    }

    for (const unknown of ['gpt-4o', 'LLAMA', ' llama', 'constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      it(`does not know ${JSON.stringify(unknown)}`, () => {
        const result = resolveModel(unknown);
        if (!isLeft(result)) throw new Error('it knew it');
        assert.instanceOf(result.left, UnknownModelError);
        assert.equal(result.left.model, unknown);
        assert.deepEqual(result.left.models, ['llama', 'qwen_coder', 'hermes', 'vision', 'summary']);
        assert.equal(result.left.provider, 'autonomousAI');
        assert.isFalse(result.left.retryable);
      });
    }
  });

  describe('on the wire', () => {
    useNock();

    it('sends these headers, these values and no others of its own', async () => {
      const { method, headers } = await sent();
      assert.equal(method, 'POST');
      // What HTTP itself adds.
      const { host, 'content-length': length, 'accept-encoding': encodings, connection: _, ...own } = headers;
      assert.deepEqual(own, {
        accept: '*/*',
        'accept-language': 'en-US,en;q=0.9',
        'content-type': 'application/json',
        'country-code': 'US',
        origin: 'https://www.autonomous.ai',
        referer: 'https://www.autonomous.ai/',
        'time-zone': 'America/New_York',
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      });
      assert.equal(host, 'chatgpt.autonomous.ai');
      assert.equal(length, '114');
      assert.match(encodings ?? '', /gzip.*deflate.*br/);
    });

    it('sends this body, in this order', async () => {
      const { body } = await sent();
      assert.equal(
        body,
        '{"messages":"W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGVsbG8ifV0=","threadId":"llama","stream":true,"aiAgent":"llama"}',
      );
    });

    it('encodes the history as the other client does, but for its spaces', async () => {
      const { messages: encoded } = JSON.parse((await sent()).body) as { messages: string };
      assert.deepEqual(decoded(encoded), decoded('W3sicm9sZSI6ICJ1c2VyIiwgImNvbnRlbnQiOiAiSGVsbG8ifV0='));
    });

    const histories: readonly (readonly [string, ChatRequest['messages'], string])[] = [
      ['one byte of padding', [{ role: 'user', content: 'Hi' }], 'W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGkifV0='],
      ['no padding', [{ role: 'user', content: 'Hey' }], 'W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGV5In1d'],
      [
        'accents, Japanese and an emoji as UTF-8',
        [{ role: 'user', content: 'é日本🎉' }],
        'W3sicm9sZSI6InVzZXIiLCJjb250ZW50Ijoiw6nml6XmnKzwn46JIn1d',
      ],
      [
        'a system message and a history',
        [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'c' },
        ],
        'W3sicm9sZSI6InN5c3RlbSIsImNvbnRlbnQiOiJCZSBicmllZi4ifSx7InJvbGUiOiJ1c2VyIiwiY29udGVudCI6ImEifSx7InJvbGUiOiJhc3Npc3RhbnQiLCJjb250ZW50IjoiYiJ9LHsicm9sZSI6InVzZXIiLCJjb250ZW50IjoiYyJ9XQ==',
      ],
    ];
    for (const [what, history, base64] of histories) {
      it(`encodes ${what}`, async () => {
        const { body } = await sent({ messages: history });
        assert.equal((JSON.parse(body) as { messages: string }).messages, base64);
      });
    }

    it('encodes images as parts of OpenAI within the history', async () => {
      const content = [
        { type: 'text', text: 'What is it?' },
        { type: 'image', url: 'data:image/png;base64,AAAA' },
      ] as const;
      const { body } = await sent({ model: 'vision', messages: [{ role: 'user', content }] });
      assert.deepEqual(decoded((JSON.parse(body) as { messages: string }).messages), [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ]);
    });

    it('encodes a history of a megabyte', async () => {
      const { body } = await sent({ messages: [{ role: 'user', content: 'é'.repeat(500_000) }] });
      const [message] = decoded((JSON.parse(body) as { messages: string }).messages) as { content: string }[];
      assert.equal(message?.content, 'é'.repeat(500_000));
    });

    const endpoints: readonly (readonly [string | undefined, string, string])[] = [
      [undefined, 'llama', '/api/v1/ai/chat'],
      ['', 'llama', '/api/v1/ai/chat'],
      ['llama', 'llama', '/api/v1/ai/chat'],
      ['qwen_coder', 'qwen_coder', '/api/v1/ai/chat'],
      ['hermes', 'hermes', '/api/v1/ai/chat-hermes'],
      ['vision', 'vision', '/api/v1/ai/chat-vision'],
      ['summary', 'summary', '/api/v1/ai/summary'],
      ['llama-3.3-70b', 'llama', '/api/v1/ai/chat'],
      ['qwen-2.5-coder-32b', 'qwen_coder', '/api/v1/ai/chat'],
      ['hermes-3', 'hermes', '/api/v1/ai/chat-hermes'],
      ['llama-3.2-90b', 'vision', '/api/v1/ai/chat-vision'],
      ['llama-3.2-70b', 'summary', '/api/v1/ai/summary'],
    ];
    for (const [asked, model, path] of endpoints) {
      it(`asks ${path} as ${model} for ${JSON.stringify(asked)}`, async () => {
        const { url, body } = await sent({ model: asked });
        assert.equal(url, ORIGIN + path);
        const { threadId, aiAgent } = JSON.parse(body) as Record<string, unknown>;
        assert.deepEqual({ threadId, aiAgent }, { threadId: model, aiAgent: model });
      });
    }

    it('says stream: false where one JSON answer is asked for', async () => {
      const body = '{"choices":[{"message":{"role":"assistant","content":"Hello"}}]}';
      const intercepted = intercept(ORIGIN, { body, contentType: 'application/json' });
      const answer = await firstValueFrom(autonomousAI().stream({ messages, stream: false }).pipe(collect()));
      assert.equal((await intercepted).body.slice(-33), '"stream":false,"aiAgent":"llama"}');
      assert.equal(answer.text, 'Hello');
    });

    it('takes country, time zone and thread from the options', async () => {
      const options = { country: 'DE', timeZone: 'Europe/Berlin', threadId: '0193f2a4-0000-7000-8000-000000000000' };
      const { headers, body } = await sent({}, options);
      assert.equal(headers['country-code'], 'DE');
      assert.equal(headers['time-zone'], 'Europe/Berlin');
      const { threadId, aiAgent } = JSON.parse(body) as Record<string, unknown>;
      assert.deepEqual({ threadId, aiAgent }, { threadId: '0193f2a4-0000-7000-8000-000000000000', aiAgent: 'llama' });
    });

    it('merges headers name by name, whatever their case: request over options over its own', async () => {
      const { headers } = await sent(
        { headers: { 'X-Both': 'request', 'TIME-ZONE': undefined } },
        { headers: { 'User-Agent': 'mine', socketid: 'abc', 'x-both': 'options', Origin: undefined } },
      );
      assert.equal(headers['user-agent'], 'mine');
      assert.equal(headers['socketid'], 'abc');
      assert.equal(headers['x-both'], 'request');
      assert.notProperty(headers, 'origin');
      assert.notProperty(headers, 'time-zone');
      assert.equal(headers['country-code'], 'US');
    });

    it('lets every one of its headers be removed, and puts nothing in their place', async () => {
      const { headers } = await sent({
        headers: {
          accept: undefined,
          'accept-language': undefined,
          'content-type': undefined,
          'country-code': undefined,
          origin: undefined,
          referer: undefined,
          'time-zone': undefined,
          'user-agent': undefined,
        },
      });
      const { connection: _, ...left } = headers;
      assert.sameMembers(Object.keys(left), ['accept-encoding', 'content-length', 'host']);
    });

    it('merges the body key by key in place: request over options over its own, undefined removes', async () => {
      const { body } = await sent(
        { body: { useTool: true, threadId: undefined } },
        { body: { userId: '0193f2a4', useTool: false, aiAgent: 'other' } },
      );
      assert.equal(
        body,
        '{"messages":"W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGVsbG8ifV0=","stream":true,"aiAgent":"other","userId":"0193f2a4","useTool":true}',
      );
    });

    it('takes another base URL, with or without a slash at its end', async () => {
      for (const baseUrl of ['https://mirror.example/v2', 'https://mirror.example/v2/']) {
        const intercepted = intercept('https://mirror.example');
        await outcomeOf(autonomousAI({ baseUrl }).stream({ messages, model: 'hermes' }));
        assert.equal((await intercepted).url, 'https://mirror.example/v2/chat-hermes');
      }
    });

    it('refuses an unknown model before any request', async () => {
      const error = await errorOf(autonomousAI().stream({ messages, model: 'gpt-4o' }));
      assert.instanceOf(error, UnknownModelError);
      assert.equal(error['model'], 'gpt-4o');
    });
  });

  describe('what this wire cannot carry', () => {
    const unsupported: readonly (readonly [string, Partial<ChatRequest>])[] = [
      ['temperature', { temperature: 1 }],
      ['maxTokens', { maxTokens: 1 }],
      ['topP', { topP: 1 }],
      ['seed', { seed: 1 }],
      ['choices', { choices: 1 }],
      ['stop', { stop: [] }],
      ['reasoningEffort', { reasoningEffort: 'low' }],
      ['tools', { tools: [] }],
      ['toolChoice', { toolChoice: 'none' }],
      ['responseFormat', { responseFormat: 'json' }],
      ['messages/1/role', { messages: [...messages, { role: 'tool', toolCallId: 'c', content: '1' }] }],
      [
        'messages/1/toolCalls',
        { messages: [...messages, { role: 'assistant', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] }] },
      ],
    ];
    for (const [path, request] of unsupported) {
      it(`refuses ${path}, by its name`, async () => {
        const error = await errorOf(autonomousAI().stream({ messages, ...request }));
        assert.instanceOf(error, InvalidRequestError);
        assert.deepEqual(error['paths'], [path]);
      });
    }

    it('names all of them at once', async () => {
      const error = await errorOf(autonomousAI().stream({ messages, temperature: 1, seed: 2 }));
      assert.deepEqual(error['paths'], ['temperature', 'seed']);
    });

    describe('with ignoreUnsupported', () => {
      useNock();

      it('leaves it out', async () => {
        const { body } = await sent(
          {
            temperature: 1,
            tools: [{ name: 'f', parameters: {} }],
            messages: [
              { role: 'user', content: 'a' },
              { role: 'assistant', content: 'b', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] },
              { role: 'tool', toolCallId: 'c', content: '1' },
              { role: 'assistant', toolCalls: [{ id: 'd', name: 'f', arguments: '{}' }] },
              { role: 'user', content: 'e' },
            ],
          },
          { ignoreUnsupported: true },
        );
        const fields = JSON.parse(body) as { messages: string };
        assert.sameMembers(Object.keys(fields), ['messages', 'threadId', 'stream', 'aiAgent']);
        assert.deepEqual(decoded(fields.messages), [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'e' },
        ]);
      });
    });
  });

  describe('bad options', () => {
    const bad: readonly (readonly [string, unknown])[] = [
      ['options', null],
      ['options', 'x'],
      ['options/baseUrl', { baseUrl: 'ftp://x' }],
      ['options/baseUrl', { baseUrl: 5 }],
      ['options/country', { country: 5 }],
      ['options/country', { country: 'D\nE' }],
      ['options/timeZone', { timeZone: false }],
      ['options/timeZone', { timeZone: '日本' }],
      ['options/threadId', { threadId: 5 }],
      ['options/headers', { headers: 'x' }],
      ['options/headers/x-a', { headers: { 'x-a': 5 } }],
      ['options/headers/x-a', { headers: { 'x-a': 'a\r\nb' } }],
      ['options/headers/x-a', { headers: { 'x-a': '日本' } }],
      ['options/headers', { headers: { 'bad name': 'x' } }],
      ['options/body', { body: [] }],
      ['options/proxy', { proxy: 5 }],
      ['options/proxy', { proxy: 'ftp://127.0.0.1' }],
      ['options/proxy', { proxy: 'http://' }],
      ['options/proxy', { proxy: '127.0.0.1:8080' }],
      ['options/axios', { axios: {} }],
      ['options/deadlines', { deadlines: 5 }],
      ['options/deadlines/idleMs', { deadlines: { idleMs: -1 } }],
      ['options/onMalformed', { onMalformed: 'throw' }],
      ['options/onResponse', { onResponse: true }],
      ['options/requireEndMarker', { requireEndMarker: 'no' }],
      ['options/maxEventBytes', { maxEventBytes: 0 }],
      ['options/ignoreUnsupported', { ignoreUnsupported: 1 }],
    ];
    for (const [path, options] of bad) {
      it(`throws at once for ${JSON.stringify(options)}`, () => {
        try {
          autonomousAI(options as AutonomousAIOptions);
        } catch (error) {
          assert.instanceOf(error, InvalidRequestError);
          assert.deepEqual([...error.paths], [path]);
          return;
        }
        assert.fail('it did not throw');
      });
    }
  });
});
