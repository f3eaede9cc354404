import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import {
  type Chunk,
  collect,
  type Deadlines,
  gemini,
  type Message,
  type Provider,
  toMessage,
} from '../../../lib/index.ts';
import { type EmbeddedServer, scenarios, startServer } from '../../../lib/testing/index.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { exchange } from '../exchange.ts';

const BODY = '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}';
const question: Message = { role: 'user', content: 'Hello' };

const DEFAULT_TEXT =
  'This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over ' +
  'time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In ' +
  'between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋';
const UNICODE_TEXT =
  'Canned: 👋 Grüße, 世界! नमस्ते, שלום, e\u0301 & 👩\u200d🚀. A line that begins with data: [DONE]\nis text, and so is 𝄞.';
const CONTROL_TEXT = 'Canned \u001b[31mred\u001b[0m, \u001b[2Jcleared, \u001b]0;titled\u0007, \b\u009b1mbold.';
const CALLS = [
  { id: 'call_canned_0', name: 'weather', arguments: '{"city":"Zürich"}' },
  { id: 'call_canned_1', name: 'time', arguments: '{"zone":"Europe/Zurich"}' },
];

/** What the scenarios that end well say, of choice 0. */
const answers: Readonly<Record<string, object>> = {
  default: {
    text: DEFAULT_TEXT,
    finishReason: 'stop',
    usage: { promptTokens: 5, completionTokens: 61, totalTokens: 66 },
  },
  unicode: { text: UNICODE_TEXT, finishReason: 'stop' },
  reasoning: {
    text: 'Canned, without a thought.',
    reasoning: 'Nobody asked me, so I need not think.',
    finishReason: 'stop',
    usage: { promptTokens: 5, completionTokens: 9, totalTokens: 14, cachedTokens: 3, reasoningTokens: 6 },
  },
  refusal: { text: '', finishReason: 'content-filter' },
  'tool-calls': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  'tool-loop': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  choices: { text: 'The first canned answer.', finishReason: 'stop' },
  length: { text: 'This canned answer ends in the mid', finishReason: 'length' },
  'content-filter': { text: 'This canned answer ', finishReason: 'content-filter' },
  noise: { text: 'Canned, in good order.', finishReason: 'stop' },
  'control-characters': { text: CONTROL_TEXT, finishReason: 'stop' },
};

const lost = { name: 'IncompleteAnswerError', reason: 'connection-lost' };
const crashed = { name: 'ProviderError', kind: 'server', inBand: true, detail: 'Canned: the model crashed.' };

/** How the others fail: as a stream, and as one JSON where that is another one. */
const failures: Readonly<Record<string, readonly [stream: object, json?: object]>> = {
  unauthorized: [{ name: 'ProviderError', kind: 'auth', status: 401, retryable: false }],
  'rate-limit': [{ name: 'ProviderError', kind: 'rate-limit', status: 429, retryable: true, retryAfterMs: 1000 }],
  quota: [{ name: 'ProviderError', kind: 'quota', status: 429, retryable: false }],
  'context-length': [{ name: 'ProviderError', kind: 'context-length', status: 400, retryable: false }],
  'server-error': [{ name: 'ProviderError', kind: 'server', status: 500, retryable: true }],
  overloaded: [{ name: 'ProviderError', kind: 'overloaded', status: 503, retryable: true }],
  blocked: [{ name: 'ProviderError', kind: 'blocked', status: 403, retryable: false }],
  redirect: [{ name: 'ProviderError', kind: 'redirect', status: 307, retryable: false }],
  html: [{ name: 'UnexpectedContentError' }],
  empty: [{ name: 'EmptyAnswerError', malformed: 0 }],
  'only-done': [{ name: 'EmptyAnswerError', malformed: 0 }],
  'json-error': [{ name: 'ProviderError', kind: 'server', inBand: true, contentReceived: false }],
  'malformed-frame': [{}, { name: 'UnexpectedContentError' }],
  'error-in-stream': [
    { ...crashed, contentReceived: true },
    { ...crashed, contentReceived: false },
  ],
  'error-event': [
    { ...crashed, contentReceived: true },
    { ...crashed, contentReceived: false },
  ],
  'no-end-marker': [
    { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true },
    { name: 'UnexpectedContentError' },
  ],
  cut: [
    { ...lost, contentReceived: true },
    { ...lost, contentReceived: false },
  ],
  reset: [
    { ...lost, contentReceived: true },
    { ...lost, contentReceived: false },
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

describe("the embedded server on Gemini's wire", () => {
  let server: EmbeddedServer;
  let provider: Provider;
  before(async () => {
    server = await startServer({ paceMs: 0 });
    provider = gemini({ ...server.gemini, apiKey: 'AIza-1' });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  it('has every scenario, and an expectation for each', () => {
    const names = Object.keys(scenarios.gemini);
    assert.sameMembers(names, Object.keys(scenarios.openAI));
    assert.sameMembers(names, [...Object.keys(answers), ...Object.keys(failures)]);
  });

  for (const [model, expected] of Object.entries(answers)) {
    for (const stream of [true, false]) {
      it(`${model}, stream: ${stream}`, async () => {
        const answer = await firstValueFrom(provider.stream({ model, messages: [question], stream }).pipe(collect()));
        assert.deepInclude(answer, expected);
      });
    }
  }

  for (const [model, [whenStreamed, whenWhole = whenStreamed]] of Object.entries(failures)) {
    for (const stream of [true, false]) {
      const failure = stream ? whenStreamed : whenWhole;
      it(`${model}, stream: ${stream}`, async () => {
        const deadlines = clocks[String((failure as { readonly deadline?: unknown }).deadline)];
        const { error } = await outcomeOf(provider.stream({ model, messages: [question], stream, deadlines }));
        assert.deepInclude(error ?? {}, failure);
      });
    }
  }

  it('loses three frames of the malformed ones, and no word around them', async () => {
    const told: string[] = [];
    const listening = gemini({ ...server.gemini, onMalformed: ({ reason }) => void told.push(reason) });
    const answer$ = listening.stream({ model: 'malformed-frame', messages: [question] });
    assert.equal((await firstValueFrom(answer$.pipe(collect()))).text, 'This canned answer loses three frames.');
    assert.deepEqual(told, ['json', 'shape', 'json']);
  });

  it('says in a header and in each text that the answer is canned', async () => {
    for (const [model, expected] of Object.entries(answers)) {
      const { headers, body } = await exchange(`${server.url}/v1beta/models/${model}:generateContent`, { body: BODY });
      assert.equal(headers['x-canned-answer'], 'true');
      if ((expected as { readonly text: string }).text !== '') assert.match(body, /canned/i);
    }
  });

  it('goes on with a loop of tools when it is given their results', async () => {
    const messages: Message[] = [question];
    const first = await firstValueFrom(provider.stream({ model: 'tool-loop', messages }).pipe(collect()));
    messages.push(toMessage(first));
    for (const { id } of first.toolCalls) messages.push({ role: 'tool', toolCallId: id, content: '21' });
    for (const stream of [true, false]) {
      const second = await firstValueFrom(provider.stream({ model: 'tool-loop', messages, stream }).pipe(collect()));
      assert.deepInclude(second, {
        text: 'Canned: the two tools were called, and this text came after their results.',
        finishReason: 'stop',
      });
      assert.deepInclude(server.requests.at(-1), { model: 'tool-loop', stream, round: 1 });
    }
  });

  it('reads a request on the paths of both services', async () => {
    const paths: readonly (readonly [string, string, boolean])[] = [
      ['/v1beta/models/any:streamGenerateContent?alt=sse', 'any', true],
      ['/v1/models/any:generateContent', 'any', false],
      ['/v1beta/tunedModels/mine-1:generateContent', 'mine-1', false],
      ['/v1beta1/publishers/google/models/a%40b:streamGenerateContent?alt=sse', 'a@b', true],
      ['/v1beta1/projects/p/locations/global/publishers/google/models/any:streamGenerateContent?alt=sse', 'any', true],
    ];
    for (const [path, model, stream] of paths) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 200, path);
      const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }];
      assert.deepInclude(server.requests.at(-1), { model, stream, messages: contents, round: 0, body: BODY });
    }
  });

  it('refuses what asks nothing in the words of its wire', async () => {
    const url = `${server.url}/v1beta/models/any:generateContent`;
    for (const body of ['', '{}', '{"contents":{}}']) {
      const { status, body: said } = await exchange(url, { body });
      assert.equal(status, 400);
      assert.include(said, '"status":"INVALID_ARGUMENT"');
    }
    for (const path of ['/v1beta/models/any', '/v1beta/models/any:countTokens', '/v1beta/models/:generateContent']) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 404, path);
    }
    assert.equal((await exchange(`${server.url}/v1beta/models/%ff:generateContent`, { body: BODY })).status, 400);
  });

  it('lists each scenario as a model', async () => {
    const models = await firstValueFrom(provider.listModels());
    assert.sameMembers([...models], Object.keys(scenarios.gemini));
  });

  it('streams every word of its own when it takes its time', async () => {
    const chunks = await firstValueFrom(provider.stream({ model: 'default', messages: [question] }).pipe(toArray()));
    const words = chunks.filter((chunk: Chunk) => chunk.type === 'text');
    assert.lengthOf(words, DEFAULT_TEXT.split(' ').length);
  });
});
