import { assert } from 'chai';
import { autonomousAI, collect, type Deadlines, openAICompatible, type Provider } from '../../lib/index.ts';
import { type EmbeddedServer, type ScenarioName, scenarios, startServer } from '../../lib/testing/index.ts';
import { outcomeOf } from '../support/outcome.ts';

/** The part of an error that a scenario is about. */
type Failure = Readonly<Record<string, unknown>>;

const messages = [{ role: 'user', content: 'Hello' }] as const;

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

/** The text of the answers, of choice 0. */
const texts: Partial<Record<ScenarioName, RegExp>> = {
  default: /^This is a canned answer: .* 世界! 👋$/,
  unicode: /^Canned: 👋 Grüße, .*\n.* 𝄞\.$/,
  reasoning: /^Canned, without a thought\.$/,
  refusal: /^$/,
  'tool-calls': /^$/,
  'tool-loop': /^$/,
  choices: /^The first canned answer\.$/,
  length: /^This canned answer ends in the mid$/,
  'content-filter': /^This canned answer $/,
  noise: /^Canned, in good order\.$/,
  'control-characters': /^Canned .\[31mred.\[0m, .*bold\.$/,
  'malformed-frame': /^This canned answer loses three frames\.$/,
};

describe('what our providers make of the scenarios', () => {
  let server: EmbeddedServer;
  let providers: Readonly<Record<'openAI' | 'autonomousAI', Provider>>;

  before(async () => {
    server = await startServer({ paceMs: 0 });
    providers = {
      openAI: openAICompatible({ ...server.openAI, defaultModel: 'any' }),
      autonomousAI: autonomousAI(server.autonomousAI),
    };
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  for (const wire of ['openAI', 'autonomousAI'] as const) {
    for (const scenario of Object.keys(scenarios.openAI) as ScenarioName[]) {
      for (const stream of [true, false]) {
        const [whenStreamed, whenWhole = whenStreamed] = failures[scenario] ?? [];
        const failure = stream ? whenStreamed : whenWhole;
        const text = texts[scenario];

        it(`${wire}: ${scenario}, stream: ${stream}`, async () => {
          const headers = { 'x-scenario': scenario };
          const deadlines = clocks[String(failure?.['deadline'])];
          const answer = providers[wire].stream({ messages, stream, headers, deadlines });
          const { values, error, completed } = await outcomeOf(answer.pipe(collect()));
          if (failure?.['name']) {
            assert.deepInclude(error as object, failure);
            return;
          }
          assert.isTrue(completed, String(error));
          assert.match(values[0]?.text ?? 'no answer', text ?? /^an expectation$/);
        });
      }
    }
  }
});
