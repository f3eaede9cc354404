import { assert } from 'chai';
import { inspect } from 'node:util';
import { call, completed, delta, message, play, playJson, textOf } from './play.ts';

const failed = (error: unknown, more: object = {}) => ({
  type: 'response.failed',
  response: { id: 'r', object: 'response', status: 'failed', error, output: [], ...more },
});

/** How long an error within a stream says to wait. */
const waiting = async (error: object): Promise<unknown> =>
  (await play([{ type: 'error', error: { code: 'rate_limit_exceeded', ...error } }])).error?.['retryAfterMs'];

describe("an error of OpenAI's Responses", () => {
  describe('by status', () => {
    const rows: readonly (readonly [number, object, object])[] = [
      [400, { code: 'model_not_found', type: 'invalid_request_error' }, { kind: 'not-found', retryable: false }],
      [404, { code: null, type: 'invalid_request_error' }, { kind: 'not-found', retryable: false }],
      [400, { code: null, type: 'invalid_request_error' }, { kind: 'bad-request', code: 'invalid_request_error' }],
      [400, { code: 'unsupported_parameter', type: 'invalid_request_error' }, { kind: 'bad-request' }],
      [400, { code: 'integer_below_min_value', type: 'invalid_request_error' }, { kind: 'bad-request' }],
      [400, { code: 'context_length_exceeded', type: 'invalid_request_error' }, { kind: 'context-length' }],
      [401, { code: 'invalid_api_key', type: 'invalid_request_error' }, { kind: 'auth', retryable: false }],
      [429, { code: 'rate_limit_exceeded', type: 'tokens' }, { kind: 'rate-limit', retryable: true }],
      [429, { code: 'insufficient_quota', type: 'insufficient_quota' }, { kind: 'quota', retryable: false }],
      [500, { code: null, type: 'server_error' }, { kind: 'server', retryable: true }],
      [503, { code: null, type: 'service_unavailable_error' }, { kind: 'overloaded', retryable: true }],
    ];
    for (const [status, words, expected] of rows) {
      it(`${status} ${JSON.stringify(words)}`, async () => {
        const body = JSON.stringify({ error: { message: 'No.', param: null, ...words } });
        const headers = { 'content-type': 'application/json', 'x-request-id': 'req_1' };
        const { error, chunks } = await play(body, { status, headers });
        const usual = { name: 'ProviderError', status, inBand: false, detail: 'No.', requestId: 'req_1' };
        assert.deepInclude(error, { ...usual, ...expected });
        assert.isEmpty(chunks);
      });
    }

    it('waits as its headers say, and tries again or not', async () => {
      const body = '{"error":{"message":"No.","type":"server_error","code":null}}';
      const headers = { 'retry-after-ms': '1500', 'retry-after': '9', 'x-should-retry': 'false' };
      const { error } = await play(body, { status: 500, headers });
      assert.deepInclude(error, { retryAfterMs: 1500, retryable: false });
    });

    it("has Azure's id of the exchange", async () => {
      const { error } = await play('{}', { status: 500, headers: { 'apim-request-id': 'apim-1' } });
      assert.deepInclude(error, { requestId: 'apim-1' });
    });
  });

  describe('in a stream', () => {
    const words: readonly (readonly [string | null, string | null, object])[] = [
      ['rate_limit_exceeded', 'tokens', { kind: 'rate-limit', retryable: true }],
      ['server_error', 'server_error', { kind: 'server', retryable: true }],
      ['vector_store_timeout', null, { kind: 'server', retryable: true }],
      ['insufficient_quota', 'insufficient_quota', { kind: 'quota', retryable: false }],
      ['credit_balance_exhausted', null, { kind: 'quota', retryable: false }],
      ['server_is_overloaded', null, { kind: 'overloaded', retryable: true }],
      ['slow_down', null, { kind: 'overloaded', retryable: true }],
      ['context_length_exceeded', 'invalid_request_error', { kind: 'context-length', retryable: false }],
      ['invalid_prompt', 'invalid_request_error', { kind: 'bad-request', retryable: false }],
      ['bio_policy', null, { kind: 'bad-request', retryable: false }],
      ['image_too_large', null, { kind: 'bad-request', retryable: false }],
      ['invalid_image_url', null, { kind: 'bad-request', retryable: false }],
      ['failed_to_download_image', null, { kind: 'bad-request', retryable: false }],
      ['model_not_found', null, { kind: 'not-found', retryable: false }],
      ['invalid_api_key', null, { kind: 'auth', retryable: false }],
      [null, 'service_unavailable_error', { kind: 'overloaded', retryable: true, code: 'service_unavailable_error' }],
      [null, 'server_error', { kind: 'server', retryable: true, code: 'server_error' }],
      ['something_new', null, { kind: 'other', retryable: false, code: 'something_new' }],
    ];
    for (const [code, type, expected] of words) {
      const error = { type, code, message: 'No.', param: null };
      const ways: Readonly<Record<string, object>> = {
        nested: { type: 'error', sequence_number: 2, error },
        'of a failed response': failed({ type, code, message: 'No.' }),
        ...(type === null ? { flat: { type: 'error', sequence_number: 2, code, message: 'No.', param: null } } : {}),
      };
      for (const [way, event] of Object.entries(ways)) {
        it(`${code ?? type}, ${way}`, async () => {
          const before = await play([event]);
          assert.isEmpty(before.chunks);
          const usual = { name: 'ProviderError', inBand: true, detail: 'No.', contentReceived: false };
          assert.deepInclude(before.error, { ...usual, ...(code === null ? {} : { code }), ...expected });
          const after = await play([delta('Hel'), event, delta('lo'), completed()]);
          assert.equal(textOf(after), 'Hel');
          assert.deepInclude(after.error, { name: 'ProviderError', contentReceived: true, ...expected });
        });
      }
    }

    it('under an event of that name, with the failed response after it', async () => {
      const error = { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No.' };
      const body = [{ type: 'error', sequence_number: 2, error }, failed(error)].map(
        (json) => `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`,
      );
      assert.deepInclude((await play(body.join(''))).error, {
        kind: 'quota',
        code: 'insufficient_quota',
        detail: 'No.',
      });
    });

    it('with a code of its own beside an error that is a text, or has no message', async () => {
      const text = await play([{ type: 'error', error: 'boom', code: 'server_error' }]);
      assert.deepInclude(text.error, { kind: 'server', code: 'server_error', detail: 'boom' });
      const beside = await play([{ type: 'error', message: 'boom', error: { code: 'slow_down', message: null } }]);
      assert.deepInclude(beside.error, { kind: 'overloaded', code: 'slow_down', detail: 'boom', retryable: true });
    });

    it('by a status that stands inside', async () => {
      const { error } = await play([{ type: 'error', error: { code: 408, message: 'Too slow.' } }]);
      assert.deepInclude(error, { kind: 'other', status: 408, retryable: true, detail: 'Too slow.' });
    });

    it('as any other server tells it', async () => {
      for (const frame of [
        '{"error":{"message":"boom","code":"server_error"}}',
        '{"error":"boom"}',
        '{"detail":"boom"}',
        '{"object":"error","message":"boom"}',
        '{"type":"error","message":"boom"}',
      ]) {
        const { error, malformed } = await play([delta('x'), frame, '[DONE]']);
        assert.deepInclude(error, { name: 'ProviderError', detail: 'boom', contentReceived: true }, frame);
        assert.isEmpty(malformed);
      }
    });

    it('that says how long to wait, in its words or in headers of its own', async () => {
      assert.equal(await waiting({ message: 'Please try again in 7.66s.' }), 7660);
      assert.equal(await waiting({ headers: { 'x-ratelimit-reset-tokens': '50.529s' } }), 50_529);
      assert.equal(await waiting({ headers: { 'X-RateLimit-Reset-Requests': '1m2s' } }), 62_000);
      assert.equal(await waiting({ headers: { 'retry-after': 3, 'x-ratelimit-reset-tokens': '50s' } }), 3000);
      assert.isUndefined(await waiting({ headers: { 'x-ratelimit-reset-tokens': 'soon' } }));
    });

    it('by the status, though the event says that it is complete', async () => {
      const event = completed([message('never mind')], {
        status: 'failed',
        error: { code: 'server_error', message: 'No.' },
      });
      const { error, chunks } = await play([event]);
      assert.isEmpty(chunks);
      assert.deepInclude(error, { kind: 'server', contentReceived: false });
    });

    it('none, where the event says so and the status does not', async () => {
      const { chunks, error } = await play([
        delta('x'),
        { type: 'response.failed', response: { status: 'completed' } },
      ]);
      assert.isUndefined(error);
      assert.deepInclude(chunks.at(-1), { reason: 'stop' });
    });

    it('without a word', async () => {
      for (const event of [
        failed(null),
        failed({}),
        { type: 'response.failed' },
        { type: 'response.failed', response: {} },
      ]) {
        const { error } = await play([delta('x'), event]);
        assert.deepInclude(error, { name: 'ProviderError', kind: 'other', inBand: true });
        assert.include(error?.message, 'did not say why');
      }
    });

    it('gives nothing that the failed response holds and was not said before', async () => {
      const played = await play([
        failed({ code: 'server_error', message: 'No.' }, { output: [call('a', 'look', '{}')] }),
      ]);
      assert.isEmpty(played.chunks);
    });

    it('tells nothing of the request, which the response repeats', async () => {
      const echo = { instructions: 'the secret plan', tools: [{ name: 'secret_tool' }], metadata: { key: 'secret' } };
      for (const error of [null, { code: 'server_error', message: null }, { code: 'server_error' }]) {
        const played = await play([failed(error, echo)]);
        assert.notInclude(inspect(played.error, { depth: 9 }), 'secret');
        assert.notInclude(JSON.stringify(played.error), 'secret');
      }
    });
  });

  describe('in one JSON answer', () => {
    const base = { id: 'r', object: 'response', model: 'm', output: [message('half')] };

    it('is what its error says', async () => {
      for (const status of ['failed', 'completed', undefined]) {
        const error = { code: 'rate_limit_exceeded', message: 'No.' };
        const played = await playJson({ ...base, status, error });
        assert.isEmpty(played.chunks);
        assert.deepInclude(played.error, { kind: 'rate-limit', retryable: true, inBand: true, detail: 'No.' });
      }
    });

    it('is a failure without one, too', async () => {
      const { error } = await playJson({ ...base, status: 'failed', error: null });
      assert.deepInclude(error, { name: 'ProviderError', kind: 'other', inBand: true });
    });

    it('is what stands in its place', async () => {
      for (const json of [
        { error: { message: 'No.', type: 'server_error', code: null } },
        { type: 'error', error: { message: 'No.', code: 'server_error' } },
        { type: 'error', message: 'No.', code: 'server_error' },
      ]) {
        assert.deepInclude((await playJson(json)).error, { kind: 'server', inBand: true, detail: 'No.' });
      }
    });

    it('is none where it says nothing', async () => {
      for (const error of [null, '', false, {}, []]) {
        const played = await playJson({ ...base, status: 'completed', error });
        assert.deepEqual([textOf(played), played.error], ['half', undefined]);
      }
    });
  });
});
