import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { type Answer, collect, type Deadlines, type Provider, toMessage } from '../../lib/index.ts';
import { type EmbeddedServer, type ScenarioName, scenarios, startServer } from '../../lib/testing/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { DEFAULT_TEXT, type Failure, type ServedWireSpec, servedWires } from './servedWires.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const crashed = { name: 'ProviderError', kind: 'server', inBand: true };
const lost = { name: 'IncompleteAnswerError', reason: 'connection-lost' };

/** What becomes of the scenarios that end in an error: as a stream, and as one JSON where that is another one. */
const failures: Partial<Record<ScenarioName, readonly [stream: Failure, json?: Failure]>> = {
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
  'json-error': [{ ...crashed, contentReceived: false }],
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

const CALLS = [
  { id: 'call_canned_0', name: 'weather', arguments: '{"city":"Zürich"}' },
  { id: 'call_canned_1', name: 'time', arguments: '{"zone":"Europe/Zurich"}' },
];
const AFTER_THE_CALLS: Partial<Answer> = {
  text: 'Canned, with both results: it rains in Zürich, and it is noon.',
  toolCalls: [],
  finishReason: 'stop',
};

/** What the others answer, of choice 0. */
const answers: Partial<Record<ScenarioName, Partial<Answer>>> = {
  default: { text: DEFAULT_TEXT, finishReason: 'stop' },
  unicode: {
    text: 'Canned: 👋 Grüße, 世界! नमस्ते, שלום, e\u0301 & 👩\u200d🚀. A line that begins with data: [DONE]\nis text, and so is 𝄞.',
    finishReason: 'stop',
  },
  reasoning: {
    text: 'Canned, without a thought.',
    reasoning: 'Nobody asked me, so I need not think.',
    finishReason: 'stop',
  },
  refusal: { text: '', refusal: 'This canned model would rather not.', finishReason: 'stop' },
  'tool-calls': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  'tool-loop': { text: '', toolCalls: CALLS, finishReason: 'tool-calls' },
  choices: { text: 'The first canned answer.', finishReason: 'stop' },
  length: { text: 'This canned answer ends in the mid', finishReason: 'length' },
  'content-filter': { text: 'This canned answer ', refusal: '', finishReason: 'content-filter' },
  noise: { text: 'Canned, in good order.', finishReason: 'stop' },
  'control-characters': {
    text: 'Canned \u001b[31mred\u001b[0m, \u001b[2Jcleared, \u001b]0;titled\u0007, \b\u009b1mbold.',
    finishReason: 'stop',
  },
  'malformed-frame': { text: 'This canned answer loses three frames.', finishReason: 'stop' },
};

for (const [wire, spec] of Object.entries(servedWires)) {
  describe(`the scenarios of the embedded server, asked by the provider of ${wire}`, () => {
    let server: EmbeddedServer;
    let provider: Provider;
    before(async () => {
      server = await startServer({ paceMs: 0 });
      provider = spec.provider(server);
    });
    afterEach(() => server.socketsClosed());
    after(() => server.close());

    const names = Object.keys(scenarios[wire as keyof typeof scenarios]) as ScenarioName[];

    it('have the names that they have on every wire', () => {
      assert.sameMembers(names, Object.keys(scenarios.openAI));
      assert.sameMembers(names, Object.keys({ ...failures, ...answers }));
    });

    for (const name of names) {
      for (const stream of [true, false]) {
        const failure = failureOf(name, stream, spec);
        it(`${name}, stream: ${stream}`, async () => {
          const deadlines = clocks[String(failure['deadline'])];
          const answer$ = provider.stream({ messages, stream, headers: { 'x-scenario': name }, deadlines });
          const { values, error, completed } = await outcomeOf(answer$.pipe(collect()));
          if (failure['name']) {
            assert.deepInclude(error as object, failure);
            return;
          }
          assert.isTrue(completed, String(error));
          const expected = { ...answers[name], ...spec.answers?.[name] };
          assert.isNotEmpty(expected);
          assert.deepInclude(values[0], expected);
        });
      }
    }

    it('malformed-frame has three frames that are none', async () => {
      const { values } = await outcomeOf(
        provider.streamEither({ messages, headers: { 'x-scenario': 'malformed-frame' } }),
      );
      assert.deepEqual(
        values.flatMap((value) => (value._tag === 'Left' ? [value.left.reason] : [])),
        ['json', 'shape', 'json'],
      );
    });

    // The wire has no words for tools: the scenario is its first round.
    if (wire === 'autonomousAI') return;

    it('tool-loop goes on when the results are there', async () => {
      for (const stream of [true, false]) {
        const request = { model: 'tool-loop', stream };
        const first = await firstValueFrom(provider.stream({ ...request, messages }).pipe(collect()));
        const results = first.toolCalls.map(({ id }) => ({ role: 'tool', toolCallId: id, content: 'r' }) as const);
        const turn = [toMessage(first), ...results];
        for (const round of [1, 2]) {
          const history = [...messages, ...(round === 1 ? turn : [...turn, ...turn])];
          const answer = await firstValueFrom(provider.stream({ ...request, messages: history }).pipe(collect()));
          assert.deepInclude(answer, AFTER_THE_CALLS);
          assert.deepInclude(server.requests.at(-1), { model: 'tool-loop', stream, round });
        }
      }
    });

    it('can all be had as models, which the server lists', async () => {
      assert.sameMembers([...(await firstValueFrom(provider.listModels()))], names);
    });
  });
}

function failureOf(name: ScenarioName, stream: boolean, spec: ServedWireSpec): Failure {
  const [whenStreamed = {}, whenWhole = whenStreamed] = spec.failures?.[name] ?? failures[name] ?? [];
  return stream ? whenStreamed : whenWhole;
}
