import { assert } from 'chai';
import { type EmbeddedServer, scenarios, startServer } from '../../lib/testing/index.ts';
import { exchange, type Exchange } from './exchange.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

const DEFAULT_TEXT =
  'This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over ' +
  'time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In ' +
  'between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋';
const UNICODE_TEXT =
  'Canned: 👋 Grüße, 世界! नमस्ते, שלום, e\u0301 & 👩\u200d🚀. A line that begins with data: [DONE]\nis text, and so is 𝄞.';
const CONTROL_TEXT = 'Canned \u001b[31mred\u001b[0m, \u001b[2Jcleared, \u001b]0;titled\u0007, \b\u009b1mbold.';

/** What a body says, read without any code of the library. Members that it says nothing of are left out. */
interface Said {
  text?: string;
  thinking?: string;
  /** `id name(arguments)` */
  calls?: string[];
  reason?: string;
  counts?: readonly [prompt: number, completion: number];
  error?: string;
  malformed?: number;
  done?: true;
}

interface Line {
  readonly message?: {
    readonly content?: unknown;
    readonly thinking?: string;
    readonly tool_calls?:
      | readonly { readonly id: string; readonly function: { readonly name: string; readonly arguments: object } }[]
      | null;
  } | null;
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
  readonly error?: string;
}

function whatLinesSay(body: string): Said {
  const said: Said = {};
  for (const line of body.split('\n')) {
    if (line.trim() === '') continue;
    try {
      take(JSON.parse(line) as Line, said);
    } catch {
      said.malformed = (said.malformed ?? 0) + 1;
    }
  }
  return said;
}

function take(line: Line, said: Said): void {
  const { message, done, done_reason: reason, prompt_eval_count: prompt, eval_count: completion, error } = line;
  const { content, thinking, tool_calls: calls } = message ?? {};
  if (typeof content === 'object' && content !== null) throw new TypeError('content is no text');
  if (typeof content === 'string' && content !== '') said.text = (said.text ?? '') + content;
  if (thinking) said.thinking = (said.thinking ?? '') + thinking;
  for (const { id, function: fn } of calls ?? []) {
    (said.calls ??= []).push(`${id} ${fn.name}(${JSON.stringify(fn.arguments)})`);
  }
  if (reason) said.reason = reason;
  if (done === true) said.done = true;
  if (prompt !== undefined && completion !== undefined) said.counts = [prompt, completion];
  if (error) said.error = error;
}

const CALLS = ['call_canned_0 weather({"city":"Zürich"})', 'call_canned_1 time({"zone":"Europe/Zurich"})'];
const plain: Said = { text: DEFAULT_TEXT, reason: 'stop', counts: [5, 61], done: true };

/** Scenarios whose body ends well with status 200, and what they say, streamed or not. */
const answers: Readonly<Record<string, Said>> = {
  default: plain,
  choices: plain,
  'content-filter': plain,
  unicode: { text: UNICODE_TEXT, reason: 'stop', done: true },
  reasoning: {
    text: 'Canned, without a thought.',
    thinking: 'Nobody asked me, so I need not think.',
    reason: 'stop',
    counts: [5, 9],
    done: true,
  },
  refusal: { text: 'This canned model would rather not.', reason: 'stop', done: true },
  'tool-calls': { calls: CALLS, reason: 'stop', done: true },
  'tool-loop': { calls: CALLS, reason: 'stop', done: true },
  length: { text: 'This canned answer ends in the mid', reason: 'length', done: true },
  noise: { text: 'Canned, in good order.', reason: 'stop', done: true },
  'control-characters': { text: CONTROL_TEXT, reason: 'stop', done: true },
  'only-done': { done: true },
};

/** Refusals by status: the status, and what the body holds. */
const refusals: Readonly<Record<string, readonly [status: number, contentType: string, excerpt: string]>> = {
  unauthorized: [401, JSON_TYPE, '{"error":"Canned: unauthorized","signin_url":"'],
  'rate-limit': [429, JSON_TYPE, '{"error":"Canned: too many requests"}'],
  quota: [402, JSON_TYPE, '{"error":"Canned: this account has no credits left"}'],
  'context-length': [400, JSON_TYPE, '{"error":"Canned: the input length exceeds the context length"}'],
  'server-error': [500, JSON_TYPE, '{"error":"Canned: llama runner process has terminated'],
  overloaded: [503, JSON_TYPE, '{"error":"Canned: server busy, please try again.'],
  blocked: [403, 'text/html; charset=UTF-8', '<title>Attention Required! | Cloudflare</title>'],
  redirect: [307, 'text/plain', 'Canned: moved to /elsewhere.'],
};

interface Row {
  readonly status?: number;
  readonly type: string;
  readonly ending?: Exchange['ending'];
  readonly until?: string;
  readonly body?: string;
  readonly said?: Said;
}

const TWO =
  '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n';
const HALF_LINE = '{"model":"canned","message":{"role":"assis';
const HALF_JSON = '{"model":"canned","message":{"role":"assistant","content":"This canned answer br';
const CRASHED = 'Canned: an error was encountered while running the model';
const crashed: readonly [Row, Row] = [
  { type: STREAM, said: { text: 'This canned answer breaks ', error: CRASHED } },
  { status: 500, type: JSON_TYPE, said: { error: CRASHED } },
];
const half: Row = { type: JSON_TYPE, body: HALF_JSON };

/** Status 200, and yet no answer or half of one: as a stream, and as one JSON. */
const broken: Readonly<Record<string, readonly [stream: Row, json: Row]>> = {
  html: [{ type: 'text/html; charset=utf-8' }, { type: 'text/html; charset=utf-8' }],
  empty: [
    { type: STREAM, body: '' },
    { type: STREAM, body: '' },
  ],
  'json-error': [
    { type: JSON_TYPE, said: { error: 'Canned: the model is not loaded' } },
    { type: JSON_TYPE, said: { error: 'Canned: the model is not loaded' } },
  ],
  'malformed-frame': [
    {
      type: STREAM,
      said: { text: 'This canned answer loses three frames.', reason: 'stop', malformed: 3, done: true },
    },
    half,
  ],
  'error-in-stream': crashed,
  'error-event': crashed,
  'no-end-marker': [{ type: STREAM, body: TWO }, half],
  cut: [
    { type: STREAM, body: TWO + HALF_LINE, ending: 'cut' },
    { ...half, ending: 'cut' },
  ],
  reset: [
    { type: STREAM, body: TWO + HALF_LINE, ending: 'reset' },
    { ...half, ending: 'reset' },
  ],
  stall: [
    { type: STREAM, body: TWO, until: 'breaks "},"done":false}\n', ending: 'left' },
    { ...half, until: 'answer br', ending: 'left' },
  ],
  'stall-before-content': [
    { type: STREAM, body: '', until: '', ending: 'left' },
    { type: JSON_TYPE, body: '', until: '', ending: 'left' },
  ],
};

const mute = ['no-headers', 'hang-up'];

const byName = <T>(table: Readonly<Record<string, T>>): readonly (readonly [string, T])[] => Object.entries(table);

describe("the embedded server on ollama's wire", () => {
  let server: EmbeddedServer;
  before(async () => {
    server = await startServer({ paceMs: 0 });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  const ask = (scenario: string, stream: boolean, until?: string): Promise<Exchange> =>
    exchange(`${server.url}/api/chat`, {
      headers: { 'x-scenario': scenario },
      body: `{"model":"llama3.2","messages":[{"role":"user","content":"Hello"}],"stream":${stream}}`,
      ...(until === undefined ? {} : { until }),
    });

  it('has every scenario, and an expectation for each', () => {
    assert.sameMembers(Object.keys(scenarios.ollama), Object.keys(scenarios.openAI));
    assert.sameMembers(Object.keys(scenarios.ollama), [
      ...Object.keys({ ...answers, ...refusals, ...broken }),
      ...mute,
    ]);
  });

  for (const [scenario, said] of byName(answers)) {
    it(`${scenario}: streams the answer`, async () => {
      const { status, headers, body, ending } = await ask(scenario, true);
      assert.deepEqual([status, headers['content-type'], ending], [200, STREAM, 'complete']);
      assert.deepEqual(whatLinesSay(body), said);
    });

    it(`${scenario}: gives the same answer as one JSON`, async () => {
      const { status, headers, body, ending } = await ask(scenario, false);
      assert.deepEqual([status, headers['content-type'], ending], [200, JSON_TYPE, 'complete']);
      assert.deepEqual(whatLinesSay(JSON.stringify(JSON.parse(body))), said);
    });
  }

  for (const [scenario, [status, contentType, excerpt]] of byName(refusals)) {
    for (const stream of [true, false]) {
      it(`${scenario}: refuses with ${status}, stream: ${stream}`, async () => {
        const refused = await ask(scenario, stream);
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
      const { status = 200, type, ending = 'complete', until, body, said } = rows[index] as Row;
      it(`${scenario}: goes wrong as its name says, stream: ${stream}`, async () => {
        const answer = await ask(scenario, stream, until);
        assert.deepEqual([answer.status, answer.headers['content-type'], answer.ending], [status, type, ending]);
        if (body !== undefined) assert.equal(answer.body, body);
        if (said) assert.deepEqual(whatLinesSay(answer.body), said);
      });
    }
  }

  it('hang-up: closes the connection without a byte', async () => {
    const { status, body, ending } = await ask('hang-up', true);
    assert.deepEqual([status, body, ending], [undefined, '', 'cut']);
  });

  it('says in a header of each answer that it is canned', async () => {
    for (const scenario of Object.keys(scenarios.ollama).filter((name) => !mute.includes(name))) {
      const { headers } = await ask(scenario, true, '');
      assert.equal(headers['x-canned-answer'], 'true', scenario);
    }
  });

  it('streams where a request does not say', async () => {
    const { headers } = await exchange(`${server.url}/api/chat`, { body: '{"model":"any","messages":[]}' });
    assert.equal(headers['content-type'], STREAM);
    assert.deepInclude(server.requests.at(-1), {
      path: '/api/chat',
      model: 'any',
      messages: [],
      stream: true,
      round: 0,
    });
  });

  it('refuses what asks nothing, in the words of the wire', async () => {
    for (const body of ['', '{"messages":[]}', '{"model":"any"}', '{"model":"any","messages":"Hello"}']) {
      const refused = await exchange(`${server.url}/api/chat`, { body });
      assert.equal(refused.status, 400, body);
      assert.isString((JSON.parse(refused.body) as { readonly error: unknown }).error);
    }
    assert.equal((await exchange(`${server.url}/api/chat`, { method: 'GET' })).status, 404);
    assert.equal(
      (await exchange(`${server.url}/api/generate`, { body: '{"model":"any","prompt":"Hello"}' })).status,
      404,
    );
  });

  it('lists each scenario as a model', async () => {
    const { status, headers, body } = await exchange(`${server.url}/api/tags`, { method: 'GET' });
    assert.deepEqual([status, headers['content-type']], [200, JSON_TYPE]);
    const { models } = JSON.parse(body) as { readonly models: readonly { readonly name: string }[] };
    assert.sameMembers(
      models.map(({ name }) => name),
      Object.keys(scenarios.ollama),
    );
  });
});
