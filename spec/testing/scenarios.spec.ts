import { assert } from 'chai';
import { type EmbeddedServer, scenarios, startServer } from '../../lib/testing/index.ts';
import { exchange, type Exchange } from './exchange.ts';
import { type Said, whatEventsSay, whatJsonSays } from './whatItSays.ts';
import { wires } from './wires.ts';

const SSE = 'text/event-stream';
const JSON_TYPE = 'application/json';

const DEFAULT_TEXT =
  'This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over ' +
  'time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In ' +
  'between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋';
const UNICODE_TEXT =
  'Canned: 👋 Grüße, 世界! नमस्ते, שלום, e\u0301 & 👩\u200d🚀. A line that begins with data: [DONE]\nis text, and so is 𝄞.';
const CONTROL_TEXT = 'Canned \u001b[31mred\u001b[0m, \u001b[2Jcleared, \u001b]0;titled\u0007, \b\u009b1mbold.';
const CALLS = ['call_canned_0 weather({"city":"Zürich"})', 'call_canned_1 time({"zone":"Europe/Zurich"})'];
const HALF_JSON = '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br';
const CRASHED = 'Canned: the model crashed.';
const TWO_PIECES =
  'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n' +
  'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n';

/** Scenarios whose body ends well with status 200, and what they say; usage is OpenAI's alone. */
const answers: Readonly<Record<string, Said>> = {
  default: { text: [DEFAULT_TEXT], finish: ['stop'] },
  unicode: { text: [UNICODE_TEXT], finish: ['stop'] },
  reasoning: {
    text: ['Canned, without a thought.'],
    reasoning: 'Nobody asked me, so I need not think.',
    finish: ['stop'],
    totalTokens: 14,
  },
  refusal: { refusal: 'This canned model would rather not.', finish: ['stop'] },
  'tool-calls': { calls: CALLS, finish: ['tool_calls'] },
  // Its first round.
  'tool-loop': { calls: CALLS, finish: ['tool_calls'] },
  choices: { text: ['The first canned answer.', 'The second canned answer, too lo'], finish: ['stop', 'length'] },
  length: { text: ['This canned answer ends in the mid'], finish: ['length'] },
  'content-filter': { text: ['This canned answer '], finish: ['content_filter'] },
  noise: { text: ['Canned, in good order.'], finish: ['stop'] },
  'control-characters': { text: [CONTROL_TEXT], finish: ['stop'] },
};

/** Refusals by status: the status, and what the body holds. */
const refusals: Readonly<Record<string, readonly [status: number, contentType: string, excerpt: string]>> = {
  unauthorized: [401, JSON_TYPE, '"code":"invalid_api_key"'],
  'rate-limit': [429, JSON_TYPE, '"code":"rate_limit_exceeded"'],
  quota: [429, JSON_TYPE, '"code":"insufficient_quota"'],
  'context-length': [400, JSON_TYPE, '"code":"context_length_exceeded"'],
  'server-error': [500, JSON_TYPE, '"type":"server_error"'],
  overloaded: [503, JSON_TYPE, '"type":"overloaded_error"'],
  blocked: [403, 'text/html; charset=UTF-8', '<title>Attention Required! | Cloudflare</title>'],
  redirect: [307, 'text/plain', 'Canned: moved to /elsewhere.'],
};

interface Row {
  readonly type: string;
  readonly ending?: Exchange['ending'];
  /** Leave when this has come, since the server stays silent. */
  readonly until?: string;
  readonly body?: string;
  readonly said?: Said;
}

/** Status 200, and yet no answer or half of one: as a stream, and as one JSON. */
const broken: Readonly<Record<string, readonly [stream: Row, json: Row]>> = {
  html: [
    {
      type: 'text/html; charset=utf-8',
      body: '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><p>Canned: a page, and no answer.</p></body></html>\n',
    },
    {
      type: 'text/html; charset=utf-8',
      body: '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><p>Canned: a page, and no answer.</p></body></html>\n',
    },
  ],
  empty: [
    { type: SSE, body: '' },
    { type: SSE, body: '' },
  ],
  'only-done': [
    { type: SSE, body: 'data: [DONE]\n\n' },
    { type: JSON_TYPE, body: '{"choices":[]}' },
  ],
  'json-error': [
    { type: JSON_TYPE, said: { error: 'Canned: the model is not loaded.' } },
    { type: JSON_TYPE, said: { error: 'Canned: the model is not loaded.' } },
  ],
  'malformed-frame': [
    {
      type: SSE,
      said: { text: ['This canned answer loses three frames.'], finish: ['stop'], malformed: 3, done: true },
    },
    { type: JSON_TYPE, body: HALF_JSON },
  ],
  'error-in-stream': [
    { type: SSE, said: { text: ['This canned answer breaks '], error: CRASHED } },
    { type: JSON_TYPE, said: { error: CRASHED } },
  ],
  'error-event': [
    {
      type: SSE,
      body: `${TWO_PIECES}event: error\ndata: {"message":"Canned: the model crashed.","type":"server_error"}\n\n`,
    },
    { type: JSON_TYPE, said: { error: CRASHED } },
  ],
  'no-end-marker': [
    { type: SSE, body: TWO_PIECES },
    { type: JSON_TYPE, body: HALF_JSON },
  ],
  cut: [
    { type: SSE, body: `${TWO_PIECES}data: {"choices":[{"index":0,"delta":{"cont`, ending: 'cut' },
    { type: JSON_TYPE, body: HALF_JSON, ending: 'cut' },
  ],
  reset: [
    { type: SSE, body: `${TWO_PIECES}data: {"choices":[{"index":0,"delta":{"cont`, ending: 'reset' },
    { type: JSON_TYPE, body: HALF_JSON, ending: 'reset' },
  ],
  stall: [
    { type: SSE, body: TWO_PIECES, until: 'breaks "},"finish_reason":null}]}\n\n', ending: 'left' },
    { type: JSON_TYPE, body: HALF_JSON, until: 'answer br', ending: 'left' },
  ],
  'stall-before-content': [
    { type: SSE, body: '', until: '', ending: 'left' },
    { type: JSON_TYPE, body: '', until: '', ending: 'left' },
  ],
};

/** What never sends a byte. */
const mute = ['no-headers', 'hang-up'];

const byName = <T>(table: Readonly<Record<string, T>>): readonly (readonly [string, T])[] => Object.entries(table);

describe('the scenarios of the embedded server, read with node:http alone', () => {
  let server: EmbeddedServer;

  before(async () => {
    server = await startServer({ paceMs: 0 });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  for (const wire of ['openAI', 'autonomousAI'] as const) {
    const ask = wires[wire];

    describe(wire, () => {
      it('has an expectation for each', () => {
        const expected = [...Object.keys({ ...answers, ...refusals, ...broken }), ...mute];
        assert.sameMembers(Object.keys(scenarios[wire]), expected);
      });

      for (const [scenario, said] of byName(answers)) {
        const usage = scenario === 'default' && wire === 'openAI' ? { totalTokens: 66 } : {};

        it(`${scenario}: streams the answer`, async () => {
          const { status, headers, body, ending } = await ask(server, { stream: true, scenario });
          assert.deepEqual([status, headers['content-type'], ending], [200, SSE, 'complete']);
          assert.deepEqual(whatEventsSay(body), { ...said, ...usage, done: true });
          assert.isTrue(body.endsWith('data: [DONE]\n\n'));
        });

        it(`${scenario}: gives the same answer as one JSON`, async () => {
          const { status, headers, body, ending } = await ask(server, { stream: false, scenario });
          assert.deepEqual([status, headers['content-type'], ending], [200, JSON_TYPE, 'complete']);
          assert.deepEqual(whatJsonSays(body), { ...said, ...usage });
        });
      }

      for (const [scenario, [status, contentType, excerpt]] of byName(refusals)) {
        for (const stream of [true, false]) {
          it(`${scenario}: refuses with ${status}, stream: ${stream}`, async () => {
            const refused = await ask(server, { stream, scenario });
            assert.deepEqual(
              [refused.status, refused.headers['content-type'], refused.ending],
              [status, contentType, 'complete'],
            );
            assert.include(refused.body, excerpt);
            assert.include(refused.body, 'Canned: ');
          });
        }
      }

      for (const [scenario, rows] of byName(broken)) {
        for (const [index, stream] of [true, false].entries()) {
          const row = rows[index] as Row;
          it(`${scenario}: goes wrong as its name says, stream: ${stream}`, async () => {
            const { until } = row;
            const answer = await ask(server, { stream, scenario, ...(until === undefined ? {} : { until }) });
            const { status, headers, body, ending } = answer;
            assert.deepEqual([status, headers['content-type'], ending], [200, row.type, row.ending ?? 'complete']);
            if (row.body !== undefined) assert.equal(body, row.body);
            if (row.said)
              assert.deepEqual(stream && row.type === SSE ? whatEventsSay(body) : whatJsonSays(body), row.said);
          });
        }
      }

      it('hang-up: closes the connection without a byte', async () => {
        const { status, body, ending } = await ask(server, { stream: true, scenario: 'hang-up' });
        assert.deepEqual([status, body, ending], [undefined, '', 'cut']);
      });
    });
  }

  it('says in a header of each answer that it is canned', async () => {
    for (const scenario of Object.keys(scenarios.openAI).filter((name) => !mute.includes(name))) {
      const { headers } = await wires.openAI(server, { stream: true, scenario, until: '' });
      assert.equal(headers['x-canned-answer'], 'true', scenario);
    }
  });

  it('tells how long to wait by Retry-After, where it limits the rate', async () => {
    const limited = await wires.openAI(server, { stream: true, scenario: 'rate-limit' });
    const quota = await wires.openAI(server, { stream: true, scenario: 'quota' });
    assert.deepEqual([limited.headers['retry-after'], quota.headers['retry-after']], ['1', undefined]);
  });

  it('names where a redirect leads', async () => {
    const { headers } = await wires.openAI(server, { stream: true, scenario: 'redirect' });
    assert.equal(headers.location, '/elsewhere');
  });

  it('tells of usage in a frame without choices, behind the finish reason', async () => {
    const { body } = await wires.openAI(server, { stream: true, scenario: 'reasoning' });
    const usage =
      '"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":6}}}';
    assert.include(body, usage);
    assert.isAbove(body.indexOf(usage), body.indexOf('"finish_reason":"stop"'));
  });

  it('puts a finish reason of Autonomous.AI at the top level of a frame', async () => {
    const { body } = await wires.autonomousAI(server, { stream: true, scenario: 'length' });
    assert.include(body, 'data: {"choices":[],"finish_reason":"length"}\n\n');
  });

  it('lists each scenario as a model', async () => {
    const { status, headers, body } = await exchange(`${server.url}/v1/models`, { method: 'GET' });
    assert.deepEqual([status, headers['content-type']], [200, JSON_TYPE]);
    const { object, data } = JSON.parse(body) as {
      readonly object: string;
      readonly data: readonly { readonly id: string }[];
    };
    assert.equal(object, 'list');
    assert.deepEqual(
      data.map(({ id }) => id),
      [...Object.keys(answers), ...Object.keys(refusals), ...Object.keys(broken), ...mute],
    );
  });
});
