import { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { type ChatRequest, collect, gemini, type Message, type Provider, toMessage } from '../../../lib/index.ts';
import { itMeetsFaults, itMeetsNoJson } from '../../support/aimockFaults.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';

const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gemini-2.5-flash',
  messages: [{ role: 'user', content }],
  ...more,
});

// A server of this wire that we did not write, so that client and server are not of one mind.
describe('gemini and aimock', () => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 4 });
  let provider: Provider;
  before(async () => {
    await mock.start();
    provider = gemini({ baseUrl: mock.url, apiKey: 'AIza-mock-1234' });
  });
  beforeEach(() => void mock.reset());
  after(() => mock.stop());

  it('a text, in pieces', async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you? 🎉' });
    const chunks = await firstValueFrom(provider.stream(asking('hello')).pipe(toArray()));
    const pieces = chunks.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
    assert.isAbove(pieces.length, 3);
    assert.equal(pieces.join(''), 'Hi there, how are you? 🎉');
    assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'STOP' });
  });

  it('reasoning before a text, usage and a reason of its own', async () => {
    mock.onMessage('why', {
      content: 'Because.',
      reasoning: 'Let me think about it.',
      finishReason: 'length',
      usage: { promptTokenCount: 5, candidatesTokenCount: 7, totalTokenCount: 12 },
    });
    for (const stream of [true, false]) {
      const answer = await firstValueFrom(provider.stream(asking('why', { stream })).pipe(collect()));
      assert.deepInclude(answer, {
        text: 'Because.',
        reasoning: 'Let me think about it.',
        finishReason: 'length',
        usage: { promptTokens: 5, completionTokens: 7, totalTokens: 12 },
      });
    }
  });

  it('tool calls, and their results', async () => {
    mock.onMessage('weather', {
      toolCalls: [
        { name: 'weather', arguments: '{"city":"Oslo"}' },
        { name: 'weather', arguments: '{"city":"Zürich"}' },
      ],
    });
    for (const stream of [true, false]) {
      const messages: Message[] = [{ role: 'user', content: 'weather' }];
      const answer = await firstValueFrom(provider.stream({ ...asking(''), messages, stream }).pipe(collect()));
      assert.deepEqual(
        answer.toolCalls.map(({ name, arguments: json }) => [name, json]),
        [
          ['weather', '{"city":"Oslo"}'],
          ['weather', '{"city":"Zürich"}'],
        ],
      );
      assert.equal(new Set(answer.toolCalls.map(({ id }) => id)).size, 2);
      assert.equal(answer.finishReason, 'tool-calls');

      messages.push(toMessage(answer));
      for (const { id } of answer.toolCalls) messages.push({ role: 'tool', toolCallId: id, content: '{"sky":"blue"}' });
      await outcomeOf(provider.stream({ ...asking(''), messages, stream }));
      const understood = (mock.getRequests().at(-1)?.body as Pick<ChatRequest, 'messages'> | undefined)?.messages ?? [];
      assert.deepEqual(
        understood.map((message) => [message.role, message.content]),
        [
          ['user', 'weather'],
          ['assistant', null],
          ['tool', '{"sky":"blue"}'],
          ['tool', '{"sky":"blue"}'],
        ],
      );
    }
  });

  it('understands what we ask', async () => {
    mock.onMessage('hello', { content: 'Hi' });
    await outcomeOf(
      provider.stream({
        ...asking('hello'),
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'hello' },
        ],
        temperature: 0,
        maxTokens: 9,
        tools: [{ name: 'now', description: 'The time.', parameters: { type: 'object' } }],
      }),
    );
    const { path, body } = mock.getRequests().at(-1) ?? {};
    assert.equal(path, '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse');
    assert.deepInclude(body, { model: 'gemini-2.5-flash', temperature: 0, stream: true });
    const { messages } = body as { readonly messages: readonly unknown[] };
    assert.deepEqual(messages, [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'hello' },
    ]);
  });

  describe('faults', () => {
    const errors: readonly (readonly [number, string, string, boolean])[] = [
      [400, 'INVALID_ARGUMENT', 'bad-request', false],
      [401, 'UNAUTHENTICATED', 'auth', false],
      [404, 'NOT_FOUND', 'not-found', false],
      [429, 'RESOURCE_EXHAUSTED', 'rate-limit', true],
      [500, 'INTERNAL', 'server', true],
      [503, 'UNAVAILABLE', 'overloaded', true],
    ];
    for (const [status, type, kind, retryable] of errors) {
      it(`${status} ${type}`, async () => {
        mock.onMessage('hello', { error: { message: 'not now', type }, status });
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
    itMeetsNoJson({ mock, ask: (content) => provider.stream(asking(content)) });
  });
});
