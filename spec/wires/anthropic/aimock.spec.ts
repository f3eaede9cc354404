import { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { anthropic, type ChatRequest, collect, type Message, type Provider, toMessage } from '../../../lib/index.ts';
import { itMeetsFaults, itMeetsNoJson } from '../../support/aimockFaults.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';

const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'claude-sonnet-4-5',
  messages: [{ role: 'user', content }],
  ...more,
});

// A server of Anthropic's wire that we did not write, so that client and server are not of one mind.
describe('anthropic and aimock', () => {
  // Strict: it refuses a turn whose thinking does not come back as it was.
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 4, strict: true });
  let provider: Provider;
  before(async () => {
    await mock.start();
    provider = anthropic({ baseUrl: mock.url, apiKey: 'sk-ant-mock', thinking: 'budget' });
  });
  beforeEach(() => void mock.reset());
  after(() => mock.stop());

  const answerTo = (request: ChatRequest) => firstValueFrom(provider.stream(request).pipe(collect()));

  it('a text, in pieces', async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you? 🎉' });
    const chunks = await firstValueFrom(provider.stream(asking('hello')).pipe(toArray()));
    const pieces = chunks.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
    assert.isAbove(pieces.length, 3);
    assert.equal(pieces.join(''), 'Hi there, how are you? 🎉');
    assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' });
  });

  it('an answer of its own id, model, usage and reason, streamed or not', async () => {
    mock.onMessage('hello', {
      content: 'Hi',
      id: 'msg_7',
      model: 'claude-mock',
      finishReason: 'length',
      usage: { input_tokens: 5, output_tokens: 7 },
    });
    for (const stream of [true, false]) {
      assert.deepEqual(await answerTo(asking('hello', { stream })), {
        text: 'Hi',
        reasoning: '',
        refusal: '',
        toolCalls: [],
        sources: [],
        blocks: [{ wire: 'anthropic', value: { type: 'text', text: 'Hi' } }],
        finishReason: 'length',
        usage: { promptTokens: 5, completionTokens: 7, totalTokens: 12 },
        id: 'msg_7',
        model: 'claude-mock',
      });
    }
  });

  it('thinking, calls, and the thinking back with their results', async () => {
    mock.onToolResult('call_1', { content: 'It rains.' });
    mock.onMessage('weather', {
      content: 'Let me look.',
      reasoning: 'I have a tool for that.',
      reasoningSignature: 'SIGNED',
      redactedThinking: ['HIDDEN'],
      toolCalls: [
        { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_2', name: 'time', arguments: '{}' },
      ],
    });
    const tools = [{ name: 'weather', description: 'Tells it.', parameters: { type: 'object' } }];
    for (const stream of [true, false]) {
      const request = asking('weather', { stream, tools, toolChoice: 'auto', reasoningEffort: 'low' });
      const first = await answerTo(request);
      assert.deepInclude(first, {
        text: 'Let me look.',
        reasoning: 'I have a tool for that.',
        toolCalls: [
          { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
          { id: 'call_2', name: 'time', arguments: '{}' },
        ],
        finishReason: 'tool-calls',
      });
      const messages: readonly Message[] = [
        ...request.messages,
        toMessage(first),
        { role: 'tool', toolCallId: 'call_2', content: 'noon' },
        { role: 'tool', toolCallId: 'call_1', content: 'rain' },
      ];
      assert.equal((await answerTo({ ...request, messages })).text, 'It rains.');
      // What it refuses, so that the answer above means something.
      const forgetful = messages.map((message) => ('blocks' in message ? { ...message, blocks: [] } : message));
      const error = await errorOf(provider.stream({ ...request, messages: forgetful }));
      assert.deepOwnInclude(error, { kind: 'bad-request', status: 400, code: 'invalid_request_error' });
      assert.include(error['detail'] as string, 'must begin with a `thinking` block');
    }
  });

  it('what it was asked', async () => {
    mock.onMessage('hello', { content: 'Hi' });
    await outcomeOf(provider.stream(asking('hello', { temperature: 0, maxTokens: 9, stop: ['x'] })));
    const { body, headers, path, method } = mock.getLastRequest() ?? assert.fail('nothing was asked');
    assert.deepInclude({ method, path }, { method: 'POST', path: '/v1/messages' });
    assert.equal(headers['anthropic-version'], '2023-06-01');
    assert.deepInclude(body, {
      model: 'claude-sonnet-4-5',
      messages: [{ role: 'user', content: 'hello' }],
      stream: true,
      temperature: 0,
      max_tokens: 9,
    });
  });

  it('its models', async () => {
    const models = await firstValueFrom(provider.listModels());
    assert.isNotEmpty(models);
    for (const model of models) assert.isString(model);
  });

  describe('faults', () => {
    const errors: readonly (readonly [number, string, string, boolean])[] = [
      [400, 'invalid_request_error', 'bad-request', false],
      [401, 'authentication_error', 'auth', false],
      [403, 'permission_error', 'auth', false],
      [404, 'not_found_error', 'not-found', false],
      [413, 'request_too_large', 'context-length', false],
      [429, 'rate_limit_error', 'rate-limit', true],
      [500, 'api_error', 'server', true],
      [529, 'overloaded_error', 'overloaded', true],
    ];
    for (const [status, type, kind, retryable] of errors) {
      it(`${status} ${type}`, async () => {
        mock.onMessage('hello', { error: { message: 'not now', type }, status });
        const error = await errorOf(provider.stream(asking('hello')));
        assert.deepOwnInclude(error, {
          name: 'ProviderError',
          kind,
          status,
          code: type,
          retryable,
          inBand: false,
          detail: 'not now',
        });
      });
    }

    it('Retry-After', async () => {
      mock.onMessage('hello', {
        error: { message: 'slow down', type: 'rate_limit_error' },
        status: 429,
        retryAfter: 7,
      });
      const error = await errorOf(provider.stream(asking('hello')));
      assert.deepOwnInclude(error, { kind: 'rate-limit', retryAfterMs: 7000, contentReceived: false });
    });

    itMeetsFaults({ mock, ask: (content) => provider.stream(asking(content)), cutAfter: 5 });
    itMeetsNoJson({ mock, ask: (content) => provider.stream(asking(content)) });
  });
});
