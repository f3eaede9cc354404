import { inspect } from 'node:util';
import { assert } from 'chai';
import { firstValueFrom, of } from 'rxjs';
import { anthropic, type Chunk, collect, failover, retryRequest } from '../../../lib/index.ts';
import { sourceOf } from '../../../lib/testing/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { answer, begin, blocksOf, close, event, piece, read, START, STOP, text, textBlock } from './wire.ts';

const messages = [{ role: 'user', content: 'Hi' }] as const;
const JSON_TYPE = { 'content-type': 'application/json' };

const said = (type: string, message: string): string =>
  `{"type":"error","error":{"type":"${type}","message":${JSON.stringify(message)}},"request_id":"req_1"}`;

/** Status, the service's word, its sentence, our kind, and whether the same request stands a chance. */
const REFUSALS: readonly (readonly [number, string, string, string, boolean])[] = [
  [400, 'invalid_request_error', 'max_tokens: must be greater than 0', 'bad-request', false],
  [400, 'invalid_request_error', 'prompt is too long: 213405 tokens > 200000 maximum', 'context-length', false],
  [
    400,
    'invalid_request_error',
    'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens`',
    'context-length',
    false,
  ],
  [
    400,
    'invalid_request_error',
    'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade.',
    'quota',
    false,
  ],
  [400, 'invalid_request_error', '`temperature` is deprecated for this model.', 'bad-request', false],
  [401, 'authentication_error', 'invalid x-api-key', 'auth', false],
  [402, 'billing_error', 'There is an issue with your billing.', 'quota', false],
  [403, 'permission_error', 'Your API key does not have permission to use this.', 'auth', false],
  [404, 'not_found_error', 'model: claude-does-not-exist', 'not-found', false],
  [413, 'request_too_large', 'Request exceeds the maximum size', 'context-length', false],
  [429, 'rate_limit_error', 'This request would exceed the rate limit.', 'rate-limit', true],
  [500, 'api_error', 'Internal server error', 'server', true],
  [504, 'timeout_error', 'The request timed out.', 'server', true],
  [529, 'overloaded_error', 'Overloaded', 'overloaded', true],
];

/** The error that an answer ends with. */
const failing = async (...args: Parameters<typeof read>): Promise<Record<string, unknown>> => {
  const { error, completed } = await read(...args);
  assert.isFalse(completed, 'it completed');
  return error as Record<string, unknown>;
};

describe('an error in the words of Anthropic', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  describe('before the answer', () => {
    for (const [status, code, detail, kind, retryable] of REFUSALS) {
      it(`${status} ${code}, ${kind}`, async () => {
        const headers = { ...JSON_TYPE, 'request-id': 'req_header' };
        const error = await failing(server, { status, headers, body: said(code, detail) });
        assert.deepOwnInclude(error, {
          name: 'ProviderError',
          provider: 'anthropic',
          model: 'm',
          kind,
          status,
          code,
          detail,
          retryable,
          inBand: false,
          requestId: 'req_header',
          contentReceived: false,
        });
      });
    }

    it('of a page of Cloudflare', async () => {
      const body = '<html><head><title>413 Request Entity Too Large</title></head><body>cloudflare</body></html>';
      const error = await failing(server, { status: 413, headers: { 'content-type': 'text/html' }, body });
      assert.deepOwnInclude(error, { kind: 'context-length', retryable: false });
      assert.notInclude(error['detail'] as string, '<');
    });

    it('takes the id from the body where no header has it', async () => {
      const error = await failing(server, { status: 500, headers: JSON_TYPE, body: said('api_error', 'no') });
      assert.equal(error['requestId'], 'req_1');
    });

    it('waits as long as it is told, and obeys x-should-retry', async () => {
      const rows: readonly (readonly [number, Record<string, string>, object])[] = [
        [429, { 'retry-after': '7' }, { retryAfterMs: 7000, retryable: true }],
        [429, { 'x-should-retry': 'false' }, { retryable: false }],
        [400, { 'x-should-retry': 'true' }, { retryable: true }],
      ];
      for (const [status, more, expected] of rows) {
        const body = said('rate_limit_error', 'no');
        assert.deepOwnInclude(await failing(server, { status, headers: { ...JSON_TYPE, ...more }, body }), expected);
      }
    });

    it('never shows the key', async () => {
      const body = said('authentication_error', 'the key sk-ant-secret-1 is invalid');
      for (const options of [{ apiKey: 'sk-ant-secret-1' }, { authToken: () => 'sk-ant-secret-1' }]) {
        const error = await failing(server, { status: 401, headers: JSON_TYPE, body }, { options });
        assert.equal(error['kind'], 'auth');
        for (const rendering of [JSON.stringify(error), inspect(error, { depth: 9 })]) {
          assert.notInclude(rendering, 'sk-ant-secret-1');
        }
      }
    });
  });

  describe('in an answer that began with 200', () => {
    for (const [, code, detail, kind, retryable] of REFUSALS) {
      it(`${code}, ${kind}: alone, and after content`, async () => {
        for (const [before, contentReceived] of [
          ['', false],
          [START, false],
          [START + begin(0, '{"type":"text","text":""}') + text('Hel'), true],
          [START + textBlock('Hello') + event('{"type":"ping"}'), true],
        ] as const) {
          for (const frame of [event(said(code, detail)), `data: ${said(code, detail)}\n\n`]) {
            const error = await failing(server, before + frame + textBlock('no', 1) + STOP);
            assert.deepOwnInclude(error, {
              name: 'ProviderError',
              kind,
              code,
              detail,
              retryable,
              inBand: true,
              requestId: 'req_1',
              contentReceived,
            });
            assert.notProperty(error, 'status');
          }
        }
      });
    }

    it('keeps what had come', async () => {
      const { values } = await read(server, START + textBlock('Hel') + event(said('overloaded_error', 'Overloaded')));
      assert.deepEqual(blocksOf(values), [{ type: 'text', text: 'Hel' }]);
    });

    it('also after a reason', async () => {
      const body = START + textBlock('Hi') + event('{"type":"message_delta","delta":{"stop_reason":"end_turn"}}');
      const error = await failing(server, body + event(said('api_error', 'no')) + STOP);
      assert.deepOwnInclude(error, { kind: 'server', contentReceived: true });
      // Nothing is read after the end marker.
      assert.isTrue((await read(server, answer(textBlock('Hi')) + event(said('api_error', 'no')))).completed);
    });

    it('as one JSON, streamed or not', async () => {
      for (const stream of [true, false]) {
        const body = said('overloaded_error', 'Overloaded');
        const error = await failing(server, { headers: JSON_TYPE, body }, { request: { stream } });
        assert.deepOwnInclude(error, { kind: 'overloaded', inBand: true, retryable: true, contentReceived: false });
      }
    });

    it('of other servers', async () => {
      const rows: readonly (readonly [string, object])[] = [
        ['{"type":"error","message":"boom"}', { detail: 'boom' }],
        [
          '{"error":"model \\"x\\" not found, try pulling it first"}',
          { detail: 'model "x" not found, try pulling it first' },
        ],
        ['{"detail":"Too many requests"}', { detail: 'Too many requests' }],
        ['{"type":"error","error":{"type":"new_error"}}', { kind: 'other', code: 'new_error' }],
        ['{"type":"error","error":{"type":"1113","message":"余额不足"}}', { kind: 'quota' }],
        ['{"base_resp":{"status_code":1004,"status_msg":"login fail"}}', { detail: 'login fail' }],
      ];
      for (const [json, expected] of rows) {
        for (const body of [`event: error\ndata: ${json}\n\n`, `data: ${json}\n\n`]) {
          assert.deepOwnInclude(await failing(server, START + body), {
            name: 'ProviderError',
            inBand: true,
            ...expected,
          });
        }
      }
      const plain = await failing(server, `${START}event: error\ndata: upstream went away\n\n`);
      assert.deepOwnInclude(plain, { name: 'ProviderError', detail: 'upstream went away' });
    });

    it('is none where a frame says that there is none', async () => {
      const ok = text('Hi').replace('"index":0', '"index":0,"error":null,"base_resp":{"status_code":0}');
      assert.isTrue((await read(server, answer(ok))).completed);
    });
  });

  it('of a stream into which another answer was spliced', async () => {
    const other = START.replace('msg_1', 'msg_9');
    const call =
      begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
      piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\""}');
    const error = await failing(server, START + call + other + textBlock('Hi') + STOP);
    assert.deepOwnInclude(error, {
      name: 'ProviderError',
      kind: 'server',
      inBand: true,
      retryable: true,
      contentReceived: true,
      detail: 'the stream began the message msg_9 before it had ended the message msg_1',
    });
    assert.deepOwnInclude(await failing(server, START + other), { contentReceived: false });
  });

  describe('that is no end', () => {
    const half = START + begin(0, '{"type":"text","text":""}') + text('Hel');

    it('where the body ends before message_stop', async () => {
      for (const body of [
        half,
        half + close(0),
        START,
        START + event('{"type":"ping"}'),
        half + 'data: {"type":"message_st',
      ]) {
        const error = await failing(server, body);
        assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', reason: 'no-end-marker', retryable: true });
      }
    });

    it('where the connection is lost', async () => {
      const error = await failing(server, { body: half, ending: 'destroy' });
      assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: true });
    });

    it('unless the caller takes it for one', async () => {
      const { values, completed } = await read(server, half, { options: { requireEndMarker: false } });
      assert.isTrue(completed);
      assert.deepEqual(values.at(-1), { type: 'finish', choice: 0, reason: 'unknown' });
      assert.deepEqual(blocksOf(values), [{ type: 'text', text: 'Hel' }]);
    });

    it('though its last event is not closed by an empty line', async () => {
      const { values } = await read(server, (START + textBlock('Hi') + STOP).trimEnd());
      assert.deepEqual(values.at(-1), { type: 'finish', choice: 0, reason: 'stop' });
    });

    it('nor an answer', async () => {
      for (const body of ['', 'data: [DONE]\n\n', STOP, 'data: 5\n\ndata: {\n\n' + STOP]) {
        const error = await failing(server, body);
        const malformed = body.includes('5') ? 2 : 0;
        assert.deepOwnInclude(error, { name: 'EmptyAnswerError', retryable: true, malformed });
      }
      const html = { headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' };
      assert.equal((await failing(server, html))['name'], 'UnexpectedContentError');
    });

    it('while a model that thinks unseen sends pings alone', async () => {
      const pings = START + event('{"type":"ping"}').repeat(3);
      const error = await failing(
        server,
        { body: pings, ending: 'stall' },
        { request: { deadlines: { firstContentMs: 30 } } },
      );
      assert.deepOwnInclude(error, { name: 'DeadlineError', deadline: 'first-content' });
    });
  });

  describe('is worth another try', () => {
    it('before content, by retryRequest', async () => {
      server.serve({ body: START + event(said('overloaded_error', 'Overloaded')) });
      const before = server.received.length;
      const provider = anthropic({
        baseUrl: server.url,
        defaultModel: 'm',
        onResponse: () => server.serve({ body: answer(textBlock('Hi')) }),
      });
      const answer$ = provider.stream({ messages }).pipe(retryRequest({ baseDelayMs: 0 }), collect());
      assert.equal((await firstValueFrom(answer$)).text, 'Hi');
      assert.equal(server.received.length, before + 2);
    });

    it('not after a block, which cannot be taken back', async () => {
      const block = begin(0, '{"type":"redacted_thinking","data":"D"}') + close(0);
      server.serve({ body: START + block + event(said('overloaded_error', 'Overloaded')) });
      const before = server.received.length;
      const provider = anthropic({ baseUrl: server.url, defaultModel: 'm' });
      const error = await errorOf(provider.stream({ messages }).pipe(retryRequest({ baseDelayMs: 0 })));
      assert.deepOwnInclude(error, { kind: 'overloaded', contentReceived: true });
      assert.equal(server.received.length, before + 1);
    });

    it('elsewhere, by failover, also where an answer was empty', async () => {
      const other = sourceOf(
        of<Chunk[]>(
          { type: 'start' },
          { type: 'text', choice: 0, text: 'other' },
          { type: 'finish', choice: 0, reason: 'stop' },
        ),
      );
      for (const body of [START + event(said('api_error', 'no')), answer('')]) {
        server.serve({ body });
        const source = failover([anthropic({ baseUrl: server.url, defaultModel: 'm' }), other]);
        const { values } = await outcomeOf(source.stream({ messages }).pipe(collect()));
        assert.equal(values[0]?.text, 'other');
      }
    });
  });
});
