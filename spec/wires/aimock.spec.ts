import { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { collect, openAICompatible } from '../../lib/index.ts';
import type { ChatRequest, Provider } from '../../lib/index.ts';
import { itMeetsFaults, itMeetsNoJson } from '../support/aimockFaults.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';

const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content }],
  ...more,
});

// A server of OpenAI's wire that we did not write, so that client and server are not of one mind.
describe('openAICompatible and aimock', () => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 4 });
  let provider: Provider;
  before(async () => {
    await mock.start();
    provider = openAICompatible({ baseUrl: `${mock.url}/v1`, apiKey: 'sk-mock-1234' });
  });
  beforeEach(() => void mock.reset());
  after(() => mock.stop());

  it('a text, in pieces', async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you? 🎉' });
    const chunks = await firstValueFrom(provider.stream(asking('hello')).pipe(toArray()));
    const [start, ...others] = chunks;
    assert.equal(start?.type, 'start');
    const pieces = others.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
    assert.isAbove(pieces.length, 3);
    assert.equal(pieces.join(''), 'Hi there, how are you? 🎉');
    assert.deepEqual(others.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' });
  });

  it('an answer of its own id, model, usage and reason', async () => {
    mock.onMessage('hello', {
      content: 'Hi',
      id: 'chatcmpl-7',
      model: 'gpt-mock',
      finishReason: 'length',
      usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
    });
    for (const stream of [true, false]) {
      const answer = await firstValueFrom(provider.stream(asking('hello', { stream })).pipe(collect()));
      assert.deepEqual(answer, {
        text: 'Hi',
        reasoning: '',
        refusal: '',
        toolCalls: [],
        sources: [],
        blocks: [],
        finishReason: 'length',
        usage: { promptTokens: 5, completionTokens: 7, totalTokens: 12 },
        id: 'chatcmpl-7',
        model: 'gpt-mock',
      });
    }
  });

  it('reasoning before a text', async () => {
    mock.onMessage('why', { content: 'Because.', reasoning: 'Let me think about it.' });
    for (const stream of [true, false]) {
      const answer = await firstValueFrom(provider.stream(asking('why', { stream })).pipe(collect()));
      assert.deepInclude(answer, { text: 'Because.', reasoning: 'Let me think about it.', finishReason: 'stop' });
    }
  });

  it('tool calls, in pieces and whole, and their results', async () => {
    // The first that fits answers.
    mock.onToolResult('call_1', { content: 'It rains.' });
    mock.onMessage('weather', {
      toolCalls: [
        { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_2', name: 'time', arguments: '{}' },
      ],
    });
    const tools = [{ name: 'weather', description: 'Tells it.', parameters: { type: 'object' } }];
    for (const stream of [true, false]) {
      const { toolCalls, finishReason } = await firstValueFrom(
        provider.stream(asking('weather', { stream, tools, toolChoice: 'auto' })).pipe(collect()),
      );
      assert.deepEqual(toolCalls, [
        { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_2', name: 'time', arguments: '{}' },
      ]);
      assert.equal(finishReason, 'tool-calls');

      const [firstCall] = toolCalls;
      const answer = await firstValueFrom(
        provider
          .stream({
            model: 'gpt-4o-mini',
            messages: [
              { role: 'user', content: 'weather' },
              { role: 'assistant', toolCalls: firstCall ? [firstCall] : [] },
              { role: 'tool', toolCallId: 'call_1', content: 'rain' },
            ],
          })
          .pipe(collect()),
      );
      assert.equal(answer.text, 'It rains.');
    }
  });

  it('what it was asked', async () => {
    mock.onMessage('hello', { content: 'Hi' });
    const request = asking('hello', { temperature: 0, maxTokens: 9, stop: ['x'], seed: 3, topP: 0.5 });
    await outcomeOf(provider.stream(request));
    const { body, headers, path, method } = mock.getLastRequest() ?? assert.fail('nothing was asked');
    assert.deepInclude({ method, path }, { method: 'POST', path: '/v1/chat/completions' });
    assert.equal(headers['content-type'], 'application/json');
    assert.deepInclude(body, {
      model: 'gpt-4o-mini',
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
      [401, 'invalid_api_key', 'auth', false],
      [404, 'model_not_found', 'not-found', false],
      [429, 'rate_limit_exceeded', 'rate-limit', true],
      [429, 'insufficient_quota', 'quota', false],
      [500, 'server_error', 'server', true],
      [503, 'overloaded_error', 'overloaded', true],
    ];
    for (const [status, code, kind, retryable] of errors) {
      it(`${status} ${code}`, async () => {
        mock.nextRequestError(status, { message: 'not now', type: code, code });
        const error = await errorOf(provider.stream(asking('hello')));
        assert.deepOwnInclude(error, {
          name: 'ProviderError',
          kind,
          status,
          code,
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

    it('no fixture, which is a 404', async () => {
      assert.deepOwnInclude(await errorOf(provider.stream(asking('?'))), { kind: 'not-found', status: 404 });
    });

    it('a failure that it throws in', async () => {
      mock.onMessage('hello', { content: 'Hi' }, { chaos: { dropRate: 1 } });
      assert.deepOwnInclude(await errorOf(provider.stream(asking('hello'))), { name: 'ProviderError', kind: 'server' });
    });

    itMeetsFaults({ mock, ask: (content) => provider.stream(asking(content)), cutAfter: 3 });
    itMeetsNoJson({ mock, ask: (content) => provider.stream(asking(content)) });
  });
});
