import { assert } from 'chai';
import { autonomousAI, openAICompatible, ProviderError } from '../../lib/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

type Row = readonly [error: string, expected: Readonly<Record<string, unknown>>];

const other = { kind: 'other', retryable: false };
const rateLimit = { kind: 'rate-limit', retryable: true };
const overloaded = { kind: 'overloaded', retryable: true };
const serverError = { kind: 'server', retryable: true };
const quota = { kind: 'quota', retryable: false };
const auth = { kind: 'auth', retryable: false };

/** The value of a frame's `error` member, and what it becomes. */
const rows: readonly Row[] = [
  ['{"message":"m","code":"rate_limit_exceeded"}', { ...rateLimit, code: 'rate_limit_exceeded', detail: 'm' }],
  ['{"message":"m","type":"rate_limit_exceeded"}', { ...rateLimit, code: 'rate_limit_exceeded' }],
  ['{"message":"m","type":"rate_limit_error"}', rateLimit],
  ['{"message":"m","type":"overloaded_error"}', { ...overloaded, code: 'overloaded_error' }],
  ['{"message":"m","code":"insufficient_quota","type":"insufficient_quota"}', quota],
  ['{"message":"m","code":"billing_hard_limit_reached"}', quota],
  [
    '{"message":"m","code":"context_length_exceeded","type":"invalid_request_error"}',
    { kind: 'context-length', retryable: false },
  ],
  ['{"message":"m","code":"invalid_api_key","type":"invalid_request_error"}', auth],
  ['{"message":"m","type":"authentication_error"}', auth],
  ['{"message":"m","type":"invalid_request_error"}', { kind: 'bad-request', retryable: false }],
  ['{"message":"m","code":"model_not_found"}', { kind: 'not-found', retryable: false }],
  ['{"message":"m","type":"server_error"}', serverError],
  ['{"message":"m","code":null,"type":"server_error","param":null}', { ...serverError, code: 'server_error' }],
  ['{"message":"m","code":429}', { ...rateLimit, status: 429 }],
  ['{"message":"m","code":"429"}', { ...rateLimit, status: 429 }],
  ['{"message":"m","status":503}', { ...overloaded, status: 503 }],
  ['{"message":"m","code":500}', { ...serverError, status: 500 }],
  ['{"message":"m","code":502}', { ...serverError, status: 502 }],
  ['{"message":"m","code":402}', { ...quota, status: 402 }],
  ['{"message":"m","code":401}', { ...auth, status: 401 }],
  ['{"message":"m","code":403}', { ...auth, status: 403 }],
  ['{"message":"m","code":404}', { kind: 'not-found', status: 404, retryable: false }],
  ['{"message":"m","code":408}', { kind: 'other', status: 408, retryable: true }],
  ['{"message":"m","code":400}', { kind: 'bad-request', status: 400, retryable: false }],
  ['{"message":"API key not valid.","code":400}', { ...auth, status: 400 }],
  ['{"message":"m","code":501}', { kind: 'server', status: 501, retryable: false }],
  ['{"message":"m","code":12}', other],
  ['{"message":"m","code":"no_such_word"}', { ...other, code: 'no_such_word' }],
  ['{"message":"m","type":"constructor"}', { ...other, code: 'constructor' }],
  ['{"message":"m"}', { ...other, detail: 'm' }],
  ['"m"', { ...other, detail: 'm' }],
];

describe('errors inside a stream', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const ask = (): ReturnType<typeof outcomeOf> =>
    outcomeOf(openAICompatible({ baseUrl: server.url, defaultModel: 'gpt' }).stream({ messages }));

  for (const [error, expected] of rows) {
    describe(error, () => {
      const inBand = { name: 'ProviderError', inBand: true, ...expected };

      it('as a frame before content, which leaves nothing to take back', async () => {
        server.serve({ body: frame(`{"error":${error}}`) });
        const outcome = await ask();
        assert.deepEqual(outcome.values, []);
        assert.instanceOf(outcome.error, ProviderError);
        assert.deepOwnInclude(outcome.error, { ...inBand, contentReceived: false });
        if (!('status' in expected)) assert.notProperty(outcome.error, 'status');
      });

      it('as a frame behind content, beside members of a frame', async () => {
        server.serve({ body: `${text('Hi')}${frame(`{"id":"x","choices":[],"error":${error}}`)}${DONE}` });
        const outcome = await ask();
        assert.deepEqual(outcome.values, [{ type: 'start' }, { type: 'text', choice: 0, text: 'Hi' }]);
        assert.deepOwnInclude(outcome.error, { ...inBand, contentReceived: true });
      });

      it('as an event of type error, wrapped and bare', async () => {
        for (const data of [`{"error":${error}}`, error]) {
          server.serve({ body: `${text('Hi')}event: error\n${frame(data)}${DONE}` });
          assert.deepOwnInclude((await ask()).error, { ...inBand, contentReceived: true });
        }
      });

      it('as one JSON answer', async () => {
        server.serve({ headers: { 'content-type': 'application/json' }, body: `{"error":${error}}` });
        assert.deepOwnInclude((await ask()).error, { ...inBand, contentReceived: false });
      });
    });
  }

  it('an event of type error may say anything', async () => {
    server.serve({ body: 'event: error\ndata: the model fell over\n\n' });
    const { error } = await ask();
    assert.deepOwnInclude(error, { ...other, name: 'ProviderError', detail: 'the model fell over', inBand: true });
  });

  it('a message beside the error, and a code beside it', async () => {
    server.serve({ body: frame('{"error":{},"message":"m","code":"rate_limit_exceeded"}') });
    assert.deepOwnInclude((await ask()).error, { ...rateLimit, detail: 'm' });
  });

  it('an error behind a finish reason is still an error', async () => {
    server.serve({ body: text('Hi') + finish('stop') + frame('{"error":"late"}') });
    const outcome = await ask();
    assert.equal(outcome.values.length, 2);
    assert.deepOwnInclude(outcome.error, { name: 'ProviderError', detail: 'late' });
  });

  for (const none of ['null', '""', 'false', '{}', '[]', '0']) {
    it(`an error of ${none} is none`, async () => {
      server.serve({ body: frame(`{"error":${none},"choices":[{"delta":{"content":"Hi"}}]}`) + DONE });
      assert.deepEqual(await ask(), {
        values: [
          { type: 'start' },
          { type: 'text', choice: 0, text: 'Hi' },
          { type: 'finish', choice: 0, reason: 'stop' },
        ],
        completed: true,
      });
    });
  }

  it('an error is no malformed frame, for the policy and for streamEither', async () => {
    server.serve({ body: text('Hi') + frame('{"error":{"message":"m"},"choices":5}') });
    const told: unknown[] = [];
    const provider = autonomousAI({ baseUrl: server.url, onMalformed: (malformed) => void told.push(malformed) });
    assert.deepOwnInclude((await outcomeOf(provider.stream({ messages }))).error, { name: 'ProviderError' });
    assert.deepOwnInclude((await outcomeOf(provider.streamEither({ messages }))).error, { name: 'ProviderError' });
    assert.deepEqual(told, []);
  });

  it('knows the id of its request', async () => {
    const headers = { 'content-type': 'text/event-stream', 'x-request-id': 'req_7' };
    server.serve({ headers, body: frame('{"error":"no"}') });
    const expected = { requestId: 'req_7', provider: 'openAICompatible', model: 'gpt' };
    assert.deepOwnInclude((await ask()).error, expected);
  });

  it('knows the id that the error itself says', async () => {
    server.serve({ body: frame('{"error":{"message":"no"},"request_id":"req_8"}') });
    assert.deepOwnInclude((await ask()).error, { requestId: 'req_8' });
  });
});
