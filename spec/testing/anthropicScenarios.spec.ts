import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  anthropic,
  type Answer,
  collect,
  type Deadlines,
  openAICompatible,
  type Provider,
  toMessage,
} from '../../lib/index.ts';
import { type EmbeddedServer, type ScenarioName, scenarios, startServer } from '../../lib/testing/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { exchange } from './exchange.ts';

type Failure = Readonly<Record<string, unknown>>;

const messages = [{ role: 'user', content: 'Hello' }] as const;
const BODY = '{"model":"any","max_tokens":1,"messages":[{"role":"user","content":"Hello"}],"stream":true}';

/** What becomes of the scenarios that end in an error: as a stream, and as one JSON where that is another one. */
const failures: Partial<Record<ScenarioName, readonly [stream: Failure, json?: Failure]>> = {
  unauthorized: [{ name: 'ProviderError', kind: 'auth', status: 401, retryable: false, requestId: 'req_canned' }],
  'rate-limit': [{ name: 'ProviderError', kind: 'rate-limit', status: 429, retryable: true, retryAfterMs: 1000 }],
  quota: [{ name: 'ProviderError', kind: 'quota', status: 400, retryable: false }],
  'context-length': [{ name: 'ProviderError', kind: 'context-length', status: 400, retryable: false }],
  'server-error': [{ name: 'ProviderError', kind: 'server', status: 500, retryable: true }],
  overloaded: [{ name: 'ProviderError', kind: 'overloaded', status: 529, retryable: true }],
  blocked: [{ name: 'ProviderError', kind: 'blocked', status: 403, retryable: false }],
  redirect: [{ name: 'ProviderError', kind: 'redirect', status: 307, retryable: false }],
  html: [{ name: 'UnexpectedContentError' }],
  empty: [{ name: 'EmptyAnswerError', malformed: 0 }],
  'only-done': [{ name: 'EmptyAnswerError', malformed: 0 }],
  'json-error': [{ name: 'ProviderError', kind: 'server', inBand: true, contentReceived: false }],
  'malformed-frame': [{}, { name: 'UnexpectedContentError' }],
  'error-in-stream': [
    { name: 'ProviderError', kind: 'server', inBand: true, contentReceived: true },
    { name: 'ProviderError', kind: 'server', inBand: true, contentReceived: false },
  ],
  'error-event': [
    { name: 'ProviderError', kind: 'server', inBand: true, contentReceived: true },
    { name: 'ProviderError', kind: 'server', inBand: true, contentReceived: false },
  ],
  'no-end-marker': [
    { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true },
    { name: 'UnexpectedContentError' },
  ],
  cut: [
    { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: true },
    { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: false },
  ],
  reset: [
    { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: true },
    { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: false },
  ],
  stall: [
    { name: 'DeadlineError', deadline: 'idle' },
    { name: 'DeadlineError', deadline: 'first-content' },
  ],
  'stall-before-content': [{ name: 'DeadlineError', deadline: 'first-content' }],
  'no-headers': [{ name: 'DeadlineError', deadline: 'headers' }],
  'hang-up': [{ name: 'ConnectionError', code: 'ECONNRESET' }],
};

/** The one clock that a silent scenario is to trip; no other may. */
const clocks: Readonly<Record<string, Deadlines>> = {
  headers: { headersMs: 60 },
  'first-content': { firstContentMs: 60 },
  idle: { idleMs: 60 },
};

const CALLS = [
  { id: 'toolu_canned_0', name: 'weather', arguments: '{"city":"Zürich"}' },
  { id: 'toolu_canned_1', name: 'time', arguments: '{"zone":"Europe/Zurich"}' },
];
const DEFAULT_TEXT = scenarios.openAI.default.json.pieces
  .join('')
  .replace(/^.*"content":"/, '')
  .replace(/".*$/, '');

/** What the others answer. */
const answers: Partial<Record<ScenarioName, Partial<Answer>>> = {
  default: {
    text: DEFAULT_TEXT,
    finishReason: 'stop',
    usage: { promptTokens: 5, completionTokens: 61, totalTokens: 66 },
    id: 'msg_canned',
    model: 'canned',
  },
  choices: { text: DEFAULT_TEXT, finishReason: 'stop' },
  unicode: {
    text: 'Canned: 👋 Grüße, 世界! नमस्ते, שלום, e\u0301 & 👩\u200d🚀. A line that begins with data: [DONE]\nis text, and so is 𝄞.',
    finishReason: 'stop',
  },
  reasoning: {
    text: 'Canned, without a thought.',
    reasoning: 'Nobody asked me, so I need not think.',
    finishReason: 'stop',
    usage: {
      promptTokens: 5,
      completionTokens: 9,
      totalTokens: 14,
      cachedTokens: 3,
      cacheWriteTokens: 0,
      reasoningTokens: 6,
    },
    blocks: [
      {
        wire: 'anthropic',
        value: { type: 'thinking', thinking: 'Nobody asked me, so I need not think.', signature: 'Y2FubmVk' },
      },
      { wire: 'anthropic', value: { type: 'text', text: 'Canned, without a thought.' } },
    ],
  },
  refusal: { text: '', refusal: 'This canned model would rather not.', finishReason: 'content-filter' },
  'tool-calls': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  'tool-loop': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  length: { text: 'This canned answer ends in the mid', finishReason: 'length' },
  'content-filter': { text: 'This canned answer ', refusal: '', finishReason: 'content-filter' },
  noise: { text: 'Canned, in good order.', finishReason: 'stop' },
  'control-characters': {
    text: 'Canned \u001b[31mred\u001b[0m, \u001b[2Jcleared, \u001b]0;titled\u0007, \b\u009b1mbold.',
    finishReason: 'stop',
  },
  'malformed-frame': { text: 'This canned answer loses three frames.', finishReason: 'stop' },
};

describe("the scenarios of the embedded server on Anthropic's wire", () => {
  let server: EmbeddedServer;
  let provider: Provider;

  before(async () => {
    server = await startServer({ paceMs: 0 });
    provider = anthropic({ ...server.anthropic, defaultModel: 'any' });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  it('have the names that they have on every wire', () => {
    assert.sameMembers(Object.keys(scenarios.anthropic), Object.keys(scenarios.openAI));
    assert.sameMembers(Object.keys(scenarios.anthropic), Object.keys({ ...failures, ...answers }));
  });

  for (const scenario of Object.keys(scenarios.anthropic) as ScenarioName[]) {
    for (const stream of [true, false]) {
      const [whenStreamed, whenWhole = whenStreamed] = failures[scenario] ?? [];
      const failure = stream ? whenStreamed : whenWhole;

      it(`${scenario}, stream: ${stream}`, async () => {
        const headers = { 'x-scenario': scenario };
        const deadlines = clocks[String(failure?.['deadline'])];
        const { values, error, completed } = await outcomeOf(
          provider.stream({ messages, stream, headers, deadlines }).pipe(collect()),
        );
        if (failure?.['name']) {
          assert.deepInclude(error as object, failure);
          return;
        }
        assert.isTrue(completed, String(error));
        assert.deepInclude(values[0], answers[scenario] ?? assert.fail('there is no expectation'));
      });
    }
  }

  it('malformed-frame has three frames that are none', async () => {
    const { values } = await outcomeOf(provider.streamEither({ messages, model: 'malformed-frame' }));
    assert.deepEqual(
      values.flatMap((value) => (value._tag === 'Left' ? [value.left.reason] : [])),
      ['json', 'shape', 'json'],
    );
  });

  it('are in the words of the wire: each event has the name that its data says, and most are padded', async () => {
    const { body, headers } = await exchange(`${server.url}/anthropic/v1/messages`, { body: BODY });
    assert.equal(headers['x-canned-answer'], 'true');
    assert.equal(headers['content-type'], 'text/event-stream');
    const events = body.split('\n\n').slice(0, -1);
    assert.isAbove(events.length, 50);
    for (const event of events) {
      const [, name, data = ''] = /^event: (\w+)\ndata: (\{.*\})$/.exec(event) ?? [];
      assert.equal((JSON.parse(data) as { type: unknown }).type, name);
    }
    assert.isAbove(events.filter((event) => event.endsWith(' }')).length, events.length / 2);
  });

  it('tool-loop goes on when the results are there', async () => {
    for (const stream of [true, false]) {
      const request = { model: 'tool-loop', stream };
      const first = await firstValueFrom(provider.stream({ ...request, messages }).pipe(collect()));
      const results = first.toolCalls.map(({ id }) => ({ role: 'tool', toolCallId: id, content: 'r' }) as const);
      const history = [...messages, toMessage(first), ...results];
      const second = await firstValueFrom(provider.stream({ ...request, messages: history }).pipe(collect()));
      assert.deepInclude(second, {
        text: 'Canned, with both results: it rains in Zürich, and it is noon.',
        toolCalls: [],
        finishReason: 'stop',
      });
      assert.equal(server.requests.at(-1)?.round, 1);
      const further = [...history, toMessage(first), ...results];
      const third = await firstValueFrom(provider.stream({ ...request, messages: further }).pipe(collect()));
      assert.equal(third.text, second.text);
      assert.equal(server.requests.at(-1)?.round, 2);
    }
  });

  it("tool-loop goes on on OpenAI's wire as well", async () => {
    const openAI = openAICompatible(server.openAI);
    for (const stream of [true, false]) {
      const request = { model: 'tool-loop', stream };
      const first = await firstValueFrom(openAI.stream({ ...request, messages }).pipe(collect()));
      const results = first.toolCalls.map(({ id }) => ({ role: 'tool', toolCallId: id, content: 'r' }) as const);
      const history = [...messages, toMessage(first), ...results];
      const second = await firstValueFrom(openAI.stream({ ...request, messages: history }).pipe(collect()));
      assert.equal(second.text, 'Canned, with both results: it rains in Zürich, and it is noon.');
    }
  });

  it('can all be had as models, which the server lists', async () => {
    const models = await firstValueFrom(provider.listModels());
    assert.sameMembers([...models], Object.keys(scenarios.anthropic));
    const url = `${server.url}/anthropic/v1/models`;
    const refused = await exchange(url, { method: 'GET', headers: { 'x-scenario': 'unauthorized' } });
    assert.equal(refused.status, 401);
    assert.include(refused.body, 'authentication_error');
  });

  it('are recorded with what was asked', async () => {
    await outcomeOf(provider.stream({ messages, model: 'length', stream: false }));
    assert.deepInclude(server.requests.at(-1), {
      method: 'POST',
      path: '/anthropic/v1/messages',
      model: 'length',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
      round: 0,
    });
  });

  it('are not had for a body that asks nothing, or at another path', async () => {
    for (const body of ['', '{}', '{"model":7,"messages":[]}', '{"model":"any","messages":"Hello"}']) {
      const { status, body: said } = await exchange(`${server.url}/anthropic/v1/messages`, { body });
      assert.equal(status, 400, body);
      assert.include(said, '"type":"invalid_request_error"');
    }
    for (const path of ['/anthropic/v1', '/v1/messages', '/anthropic/messages']) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 404, path);
    }
  });
});
