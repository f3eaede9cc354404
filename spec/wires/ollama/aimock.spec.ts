import { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { type ChatRequest, collect, ollama, type Provider, toMessage } from '../../../lib/index.ts';
import { itMeetsFaults } from '../../support/aimockFaults.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';

const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'llama3.2',
  messages: [{ role: 'user', content }],
  ...more,
});

// A server of Ollama's wire that we did not write, so that client and server are not of one mind.
describe('ollama and aimock', () => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 4 });
  let provider: Provider;
  before(async () => {
    await mock.start();
    provider = ollama({ baseUrl: mock.url });
  });
  beforeEach(() => void mock.reset());
  after(() => mock.stop());

  it('a text, in pieces', async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you?' });
    const chunks = await firstValueFrom(provider.stream(asking('hello')).pipe(toArray()));
    const [start, ...others] = chunks;
    assert.deepInclude(start, { type: 'start', model: 'llama3.2' });
    const pieces = others.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
    assert.isAbove(pieces.length, 3);
    assert.equal(pieces.join(''), 'Hi there, how are you?');
    assert.deepEqual(others.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' });
  });

  it('reasoning before a text, under the name of another wire', async () => {
    mock.onMessage('why', { content: 'Because.', reasoning: 'Let me think about it.' });
    for (const stream of [true, false]) {
      const answer = await firstValueFrom(provider.stream(asking('why', { stream })).pipe(collect()));
      assert.deepInclude(answer, { text: 'Because.', reasoning: 'Let me think about it.', finishReason: 'stop' });
    }
  });

  it('calls beside a text, and the turn that goes back', async () => {
    mock.onMessage('weather', {
      content: 'Let me see.',
      toolCalls: [
        { name: 'weather', arguments: '{"city":"Zürich"}' },
        { name: 'time', arguments: '{}' },
      ],
    });
    const tools = [{ name: 'weather', description: 'Tells it.', parameters: { type: 'object' } }];
    for (const stream of [true, false]) {
      const request = asking('weather', { stream, tools, toolChoice: 'auto' });
      const answer = await firstValueFrom(provider.stream(request).pipe(collect()));
      assert.equal(answer.text, 'Let me see.');
      assert.deepEqual(answer.toolCalls, [
        { id: 'call_0', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_1', name: 'time', arguments: '{}' },
      ]);
      assert.equal(answer.finishReason, 'tool-calls');
      const messages = [
        ...request.messages,
        toMessage(answer),
        { role: 'tool', toolCallId: 'call_0', content: 'rain' } as const,
      ];
      // What it makes of the calls that it was sent: it refuses what is of no Ollama shape.
      await outcomeOf(provider.stream({ ...request, messages }));
      const { body } = mock.getLastRequest() ?? assert.fail('nothing was asked');
      assert.deepInclude((body as { readonly messages: readonly object[] }).messages[1], {
        role: 'assistant',
        content: 'Let me see.',
      });
    }
  });

  it('what it was asked', async () => {
    mock.onMessage('hello', { content: 'Hi' });
    await outcomeOf(provider.stream(asking('hello', { temperature: 0, maxTokens: 9 })));
    const { body, path, method } = mock.getLastRequest() ?? assert.fail('nothing was asked');
    assert.deepInclude({ method, path }, { method: 'POST', path: '/api/chat' });
    assert.deepInclude(body, {
      model: 'llama3.2',
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
      [500, 'server_error', 'server', true],
      [503, 'overloaded_error', 'overloaded', true],
    ];
    for (const [status, code, kind, retryable] of errors) {
      it(`${status}`, async () => {
        mock.nextRequestError(status, { message: 'not now', type: code, code });
        const error = await errorOf(provider.stream(asking('hello')));
        assert.deepOwnInclude(error, {
          name: 'ProviderError',
          kind,
          status,
          retryable,
          inBand: false,
          detail: 'not now',
        });
      });
    }

    itMeetsFaults({ mock, ask: (content) => provider.stream(asking(content)), cutAfter: 3 });
  });
});
