import { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { type ChatRequest, collect, openAIResponses, type Provider, toMessage } from '../../../lib/index.ts';
import { itMeetsFaults } from '../../support/aimockFaults.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';

const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gpt-5',
  messages: [{ role: 'user', content }],
  ...more,
});

// A server of OpenAI's Responses that we did not write, so that client and server are not of one mind.
describe('openAIResponses and aimock', () => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 4 });
  let provider: Provider;
  before(async () => {
    await mock.start();
    provider = openAIResponses({ baseUrl: `${mock.url}/v1`, apiKey: 'sk-mock-1234' });
  });
  beforeEach(() => void mock.reset());
  after(() => mock.stop());

  it('a text, in pieces', async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you? 🎉' });
    const chunks = await firstValueFrom(provider.stream(asking('hello')).pipe(toArray()));
    assert.equal(chunks[0]?.type, 'start');
    const pieces = chunks.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
    assert.isAbove(pieces.length, 3);
    assert.equal(pieces.join(''), 'Hi there, how are you? 🎉');
    assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' });
  });

  it('an answer of its own id, model and usage, in pieces and whole', async () => {
    const usage = { input_tokens: 5, output_tokens: 7, total_tokens: 12 };
    mock.onMessage('hello', { content: 'Hi', id: 'resp_7', model: 'gpt-mock', usage });
    for (const stream of [true, false]) {
      const answer = await firstValueFrom(provider.stream(asking('hello', { stream })).pipe(collect()));
      assert.deepInclude(answer, { text: 'Hi', finishReason: 'stop', id: 'resp_7', model: 'gpt-mock' });
      assert.deepInclude(answer.usage ?? {}, { promptTokens: 5, completionTokens: 7, totalTokens: 12 });
      assert.deepEqual(
        answer.blocks.map(({ value }) => value['type']),
        ['message'],
      );
    }
  });

  it('reasoning and a search before a text', async () => {
    mock.onMessage('why', { content: 'Because.', reasoning: 'Let me think about it.', webSearches: ['causes'] });
    for (const stream of [true, false]) {
      const chunks = await firstValueFrom(provider.stream(asking('why', { stream })).pipe(toArray()));
      const textOf = (type: string): string =>
        chunks.map((chunk) => (chunk.type === type && 'text' in chunk ? chunk.text : '')).join('');
      assert.deepEqual([textOf('reasoning'), textOf('text')], ['Let me think about it.', 'Because.']);
      const activities = chunks.flatMap((chunk) => (chunk.type === 'activity' ? [[chunk.name, chunk.state]] : []));
      assert.deepEqual(activities, [
        ['web_search', 'started'],
        ['web_search', 'done'],
      ]);
    }
  });

  it('tool calls, in pieces and whole, and the next turn with their results', async () => {
    // The first that fits answers.
    mock.onToolResult('call_1', { content: 'It rains.' });
    mock.onMessage('weather', {
      content: 'Let me see.',
      toolCalls: [
        { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_2', name: 'time', arguments: '{}' },
      ],
    });
    const tools = [{ name: 'weather', description: 'Tells it.', parameters: { type: 'object' } }];
    for (const stream of [true, false]) {
      const request = asking('weather', { stream, tools, toolChoice: 'auto' });
      const answer = await firstValueFrom(provider.stream(request).pipe(collect()));
      assert.deepInclude(answer, {
        text: 'Let me see.',
        toolCalls: [
          { id: 'call_1', name: 'weather', arguments: '{"city":"Zürich"}' },
          { id: 'call_2', name: 'time', arguments: '{}' },
        ],
        finishReason: 'tool-calls',
      });
      const messages = [
        ...request.messages,
        toMessage(answer),
        { role: 'tool', toolCallId: 'call_2', content: 'noon' } as const,
        { role: 'tool', toolCallId: 'call_1', content: 'rain' } as const,
      ];
      const next = await firstValueFrom(provider.stream({ ...request, messages }).pipe(collect()));
      assert.equal(next.text, 'It rains.');
    }
  });

  it('what it was asked', async () => {
    mock.onMessage('hello', { content: 'Hi' });
    await outcomeOf(provider.stream(asking('hello', { temperature: 0, maxTokens: 16 })));
    const { path, method } = mock.getLastRequest() ?? assert.fail('nothing was asked');
    assert.deepEqual([method, path], ['POST', '/v1/responses']);
  });

  it('its models', async () => {
    assert.isNotEmpty(await firstValueFrom(provider.listModels()));
  });

  describe('faults', () => {
    const errors: readonly (readonly [number, string, string, boolean])[] = [
      [400, 'invalid_request_error', 'bad-request', false],
      [400, 'model_not_found', 'not-found', false],
      [401, 'invalid_api_key', 'auth', false],
      [429, 'rate_limit_exceeded', 'rate-limit', true],
      [429, 'insufficient_quota', 'quota', false],
      [500, 'server_error', 'server', true],
    ];
    for (const [status, code, kind, retryable] of errors) {
      it(`${status} ${code}`, async () => {
        mock.nextRequestError(status, { message: 'not now', type: code, code });
        const error = await errorOf(provider.stream(asking('hello')));
        assert.deepOwnInclude(error, { name: 'ProviderError', kind, status, code, retryable, detail: 'not now' });
      });
    }

    itMeetsFaults({ mock, ask: (content) => provider.stream(asking(content)), cutAfter: 7 });
  });
});
