import { inspect } from 'node:util';
import { assert } from 'chai';
import { type Chunk, gemini } from '../../../lib/index.ts';
import { type Outcome, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes, type Served } from '../../support/serveBytes.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };

/** A `google.rpc.Status`, as the service writes it. */
const status = (code: number, word: string, message = 'm', details = ''): string =>
  `{"error":{"code":${code},"message":"${message}","status":"${word}"${details === '' ? '' : `,"details":[${details}]`}}}`;
const UNAVAILABLE = status(503, 'UNAVAILABLE');
/** As it stands in an event stream: pretty-printed, with no `data:` before its lines. */
const BARE =
  '{\r\n  "error": {\r\n    "code": 503,\r\n    "message": "m",\r\n    "status": "UNAVAILABLE",\r\n    "details": [\r\n      {\r\n        "@type": "type.googleapis.com/google.rpc.DebugInfo",\r\n        "detail": "d: {"\r\n      }\r\n    ]\r\n  }\r\n}\r\n';
const HEL =
  'data: {"candidates":[{"content":{"parts":[{"text":"Hel"}],"role":"model"},"index":0}],"responseId":"r1"}\r\n\r\n';
const STOPPED = 'data: {"candidates":[{"finishReason":"STOP","index":0}]}\r\n\r\n';
const overloaded = {
  name: 'ProviderError',
  kind: 'overloaded',
  status: 503,
  code: 'UNAVAILABLE',
  retryable: true,
  detail: 'm',
};

const quota = (id: string): string =>
  `{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"q","quotaId":"${id}"}]}`;
const retry = (delay: string): string => `{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"${delay}"}`;

describe("gemini's errors", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const ask = async (served: Served, stream = true): Promise<Outcome<Chunk>> => {
    server.serve(served);
    const provider = gemini({ baseUrl: server.url, defaultModel: 'gemini-2.5-flash', apiKey: 'AIza-secret-1' });
    return outcomeOf(provider.stream({ messages, stream }));
  };

  describe('are read in all their places', () => {
    const places: readonly (readonly [what: string, served: Served, isAfterText: boolean, inBand?: boolean])[] = [
      ['a status with the object', { status: 503, headers: JSON_TYPE, body: UNAVAILABLE }, false, false],
      ['a status with a list of one', { status: 503, headers: JSON_TYPE, body: `[${BARE}]\n` }, false, false],
      ['an event, alone', { body: `data: ${UNAVAILABLE}\r\n\r\n` }, false],
      ['an event, behind text', { body: `${HEL}data: ${UNAVAILABLE}\r\n\r\n` }, true],
      ['an event, behind a finish reason', { body: `${HEL}${STOPPED}data: ${UNAVAILABLE}\r\n\r\n` }, true],
      ['an event that nobody closed', { body: `${HEL}data: ${UNAVAILABLE}` }, true],
      ['an event, as a list', { body: `${HEL}data: [${UNAVAILABLE}]\r\n\r\n` }, true],
      ['an event, as a list, alone', { body: `data: [${UNAVAILABLE}]\r\n\r\n` }, false],
      ['an event of type error', { body: `${HEL}event: error\r\ndata: ${UNAVAILABLE}\r\n\r\n` }, true],
      ['bare JSON behind text', { body: `${HEL}${BARE}` }, true],
      [
        'bare JSON behind text, as the page has it',
        { body: `${HEL}{\n  "error": { "code": 503, "message": "m", "status": "UNAVAILABLE" }\n}\n` },
        true,
      ],
      ['bare JSON behind text, whose last line nobody ended', { body: `${HEL}${BARE.trimEnd()}` }, true],
      ['bare JSON behind text, as a list', { body: `${HEL}[${BARE}]\r\n` }, true],
      ['bare JSON behind a finish reason', { body: `${HEL}${STOPPED}${BARE}` }, true],
      ['bare JSON at once', { body: BARE }, false],
      ['bare JSON at once, as a list', { body: `[${BARE}]` }, false],
      ['bare JSON behind an empty line', { body: `\r\n${BARE}` }, false],
      ['JSON', { headers: JSON_TYPE, body: BARE }, false],
      ['JSON, as a list', { headers: JSON_TYPE, body: `[${BARE}\n]` }, false],
      [
        'JSON, as the second of a list',
        {
          headers: JSON_TYPE,
          body: `[{"candidates":[{"content":{"parts":[{"text":"Hel"}]}}],"responseId":"r1"}\n,\n${BARE}]`,
        },
        true,
      ],
    ];
    for (const [what, served, isAfterText, inBand = true] of places) {
      it(what, async () => {
        const { values, error } = await ask(served);
        const text = isAfterText
          ? [
              { type: 'start', id: 'r1' },
              { type: 'text', choice: 0, text: 'Hel' },
            ]
          : [];
        assert.deepEqual(values, text as Chunk[]);
        assert.deepOwnInclude(error, { ...overloaded, inBand, contentReceived: isAfterText, provider: 'gemini' });
      });
    }

    it('JSON where one answer was asked for', async () => {
      for (const body of [BARE, `[${BARE}]`]) {
        assert.deepOwnInclude((await ask({ headers: JSON_TYPE, body }, false)).error, { ...overloaded, inBand: true });
      }
    });

    it('however their bytes are cut', async () => {
      const bytes = Buffer.from(`${HEL}${BARE}`);
      for (let at = HEL.length - 6; at < bytes.length; at += 3) {
        const { values, error } = await ask({ body: [bytes.subarray(0, at), bytes.subarray(at)] });
        assert.lengthOf(values, 2);
        assert.deepOwnInclude(error, { ...overloaded, inBand: true, contentReceived: true });
      }
    });
  });

  describe('of every kind', () => {
    const perDay = quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier');
    const perMinute = quota('GenerateContentPaidTierInputTokensPerModelPerMinute');
    const rows: readonly (readonly [code: number, body: string, expected: object])[] = [
      [400, status(400, 'INVALID_ARGUMENT'), { kind: 'bad-request', code: 'INVALID_ARGUMENT', retryable: false }],
      [
        400,
        status(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'),
        { kind: 'auth', retryable: false },
      ],
      [
        400,
        status(
          400,
          'INVALID_ARGUMENT',
          'm',
          '{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}',
        ),
        { kind: 'auth', retryable: false },
      ],
      [
        400,
        status(
          400,
          'INVALID_ARGUMENT',
          'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        ),
        { kind: 'context-length', retryable: false },
      ],
      [401, status(401, 'UNAUTHENTICATED'), { kind: 'auth', code: 'UNAUTHENTICATED', retryable: false }],
      [403, status(403, 'PERMISSION_DENIED'), { kind: 'auth', code: 'PERMISSION_DENIED', retryable: false }],
      [404, status(404, 'NOT_FOUND'), { kind: 'not-found', code: 'NOT_FOUND', retryable: false }],
      [429, status(429, 'RESOURCE_EXHAUSTED'), { kind: 'rate-limit', code: 'RESOURCE_EXHAUSTED', retryable: true }],
      [429, status(429, 'RESOURCE_EXHAUSTED', 'm', perMinute), { kind: 'rate-limit', retryable: true }],
      [429, status(429, 'RESOURCE_EXHAUSTED', 'm', perDay), { kind: 'quota', retryable: false }],
      [
        429,
        status(429, 'RESOURCE_EXHAUSTED', 'm', `null,${perMinute},${perDay},${retry('5s')}`),
        { kind: 'quota', retryable: false, retryAfterMs: 5000 },
      ],
      [
        429,
        status(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
        { kind: 'quota', retryable: false },
      ],
      [
        429,
        status(429, 'RESOURCE_EXHAUSTED', 'm', retry('34.4s')),
        { kind: 'rate-limit', retryable: true, retryAfterMs: 34_400 },
      ],
      [
        429,
        status(429, 'RESOURCE_EXHAUSTED', 'm', retry('48.939935699s')),
        { kind: 'rate-limit', retryable: true, retryAfterMs: 48_940 },
      ],
      [500, status(500, 'INTERNAL'), { kind: 'server', code: 'INTERNAL', retryable: true }],
      [503, UNAVAILABLE, { kind: 'overloaded', code: 'UNAVAILABLE', retryable: true }],
      [504, status(504, 'DEADLINE_EXCEEDED'), { kind: 'server', code: 'DEADLINE_EXCEEDED', retryable: true }],
    ];
    for (const [code, body, expected] of rows) {
      it(`${code}: ${body.slice(0, 160)}`, async () => {
        const whole = { name: 'ProviderError', status: code, ...expected };
        const refused = await ask({ status: code, headers: JSON_TYPE, body });
        assert.deepOwnInclude(refused.error, { ...whole, inBand: false });
        const listed = await ask({ status: code, headers: JSON_TYPE, body: `[${body}]` });
        assert.deepOwnInclude(listed.error, { ...whole, inBand: false });
        const told = await ask({ body: `${HEL}data: ${body}\r\n\r\n` });
        assert.deepOwnInclude(told.error, { ...whole, inBand: true, contentReceived: true });
      });
    }
  });

  it('of a quota by its code or by its word alone', async () => {
    const details = `"details":[${quota('RequestsPerDay')}]`;
    for (const fields of ['"code":429', '"status":"RESOURCE_EXHAUSTED"']) {
      const { error } = await ask({ body: `data: {"error":{${fields},${details}}}\r\n\r\n` });
      assert.deepOwnInclude(error, { kind: 'quota', retryable: false });
    }
    const { error } = await ask({ body: `data: {"error":{"code":503,${details}}}\r\n\r\n` });
    assert.deepOwnInclude(error, { kind: 'overloaded', retryable: true });
  });

  it('are none where the member says nothing', async () => {
    for (const error of ['null', '{}', '""', 'false', '[]']) {
      const { values, error: raised } = await ask({ body: `data: {"error":${error}}\r\n\r\n${HEL}${STOPPED}` });
      assert.isUndefined(raised);
      assert.lengthOf(values, 3);
    }
  });

  it('never say the key, though the service does', async () => {
    const body = status(400, 'INVALID_ARGUMENT', 'AIza-secret-1 is no key');
    for (const served of [{ status: 400, headers: JSON_TYPE, body }, { body: `${HEL}data: ${body}\r\n\r\n` }]) {
      const { error } = await ask(served);
      assert.notInclude(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error), 'AIza-secret');
    }
  });

  it('of what is no answer at all', async () => {
    const rows: readonly (readonly [Served, object])[] = [
      [{ headers: JSON_TYPE, body: '{"message":"Hello"}' }, { name: 'UnexpectedContentError' }],
      [{ headers: { 'content-type': 'text/html' }, body: '<p>Hi</p>' }, { name: 'UnexpectedContentError' }],
      [{ status: 404, headers: { 'content-type': 'text/html' }, body: '<p>Not Found</p>' }, { kind: 'not-found' }],
      [{ headers: JSON_TYPE, body: `{"candidates":[{"content":{"parts":[{"te` }, { name: 'UnexpectedContentError' }],
      [
        { body: HEL, ending: 'destroy' },
        { name: 'IncompleteAnswerError', reason: 'connection-lost' },
      ],
    ];
    for (const [served, expected] of rows) assert.deepOwnInclude((await ask(served)).error, expected);
  });
});
