import { assert, expect } from 'chai';
import {
  AbortError,
  AllSourcesFailedError,
  ConnectionError,
  DeadlineError,
  EmptyAnswerError,
  EventTooLargeError,
  IncompleteAnswerError,
  InvalidRequestError,
  MalformedFrameError,
  ProviderError,
  type ProviderErrorKind,
  UnexpectedContentError,
  UnknownModelError,
} from '../../../lib/index.ts';
import { markFromPage } from '../../../lib/http/refusal/pageErrors.ts';
import { failureOf } from '../../../lib/server/failure/failureOf.ts';

const WORDS = 'the words of the service';

const providerError = (kind: ProviderErrorKind, detail = WORDS): ProviderError =>
  new ProviderError({ kind, status: 401, code: 'x', inBand: false, detail, retryable: true, retryAfterMs: 1500 });

const issue = (path: string) => ({ path, expected: 'a string', message: `${path} must be a string` });

/** Written by hand from what the pages say: status, code, and whether the service's own words are told. */
const KINDS: Readonly<Record<ProviderErrorKind, readonly [status: number, code: string | null, told: boolean]>> = {
  'bad-request': [400, null, true],
  'context-length': [400, 'context_length_exceeded', true],
  'rate-limit': [429, 'rate_limit_exceeded', true],
  quota: [429, 'insufficient_quota', true],
  'not-found': [404, 'model_not_found', true],
  auth: [502, null, false],
  blocked: [502, null, false],
  redirect: [502, null, false],
  server: [502, null, false],
  other: [502, null, false],
  overloaded: [503, 'overloaded', false],
};

const ERRORS: readonly (readonly [error: unknown, status: number, code: string | null])[] = [
  [new InvalidRequestError([issue('messages/0/role')]), 400, null],
  [new UnknownModelError('x', ['a']), 404, 'model_not_found'],
  [new ConnectionError('ECONNREFUSED'), 502, null],
  [new UnexpectedContentError('text/html', WORDS), 502, null],
  [new EmptyAnswerError(0), 502, null],
  [new IncompleteAnswerError('no-end-marker'), 502, null],
  [new DeadlineError('idle', 20), 504, 'timeout'],
  [new EventTooLargeError(20), 502, null],
  [new MalformedFrameError({ reason: 'json', data: WORDS, index: 0, errors: [] }), 502, null],
  [new AbortError(WORDS), 503, null],
  [new AllSourcesFailedError([providerError('quota'), providerError('auth')]), 502, null],
  [new AllSourcesFailedError([providerError('auth'), new DeadlineError('idle', 20)]), 504, 'timeout'],
  [new AllSourcesFailedError([WORDS]), 502, null],
  [new TypeError(WORDS), 500, null],
  [WORDS, 500, null],
  [undefined, 500, null],
];

describe('failureOf', () => {
  for (const [kind, [status, code, told]] of Object.entries(KINDS)) {
    it(`gives ${status} for a ProviderError of kind ${kind}, ${told ? 'with' : 'without'} the service's words`, () => {
      const failure = failureOf(providerError(kind as ProviderErrorKind));
      expect(failure).to.include({ status, code });
      assert.equal(failure.message === WORDS, told);
      if (!told) assert.match(failure.message, /^[A-Z].*\.$/);
    });
  }

  for (const [error, status, code] of ERRORS) {
    const name = error instanceof Error ? error.name : String(error);
    it(`gives ${status} for ${name}, in words of its own`, () => {
      const failure = failureOf(error);
      expect(failure).to.include({ status, code });
      expect(failure.message).to.not.include(WORDS);
      assert.match(failure.type, status < 500 ? /^invalid_request_error$/ : /^server_error$/);
    });
  }

  it('says where a request is wrong', () => {
    const error = new InvalidRequestError([issue('messages/0/role'), issue('model')]);
    assert.equal(failureOf(error).message, 'invalid request: messages/0/role must be a string; model must be a string');
  });

  it('takes a wrong option for a mistake of the server', () => {
    expect(failureOf(new InvalidRequestError([issue('options/apiKey')]))).to.include({
      status: 500,
      message: 'The server failed.',
    });
  });

  for (const detail of [
    'Invalid API key: sk-1',
    'wrong credentials',
    'Unauthorized',
    'Refused, unauthorized',
    'the Bearer token is stale',
  ]) {
    it(`keeps words inside that speak of the server's own key, whatever the service calls them: ${detail}`, () => {
      expect(failureOf(providerError('bad-request', detail))).to.include({
        status: 502,
        message: 'The model service refused this server.',
      });
    });
  }

  it('has words of its own where the service has none', () => {
    assert.equal(failureOf(providerError('quota', '')).message, 'The quota is used up.');
  });

  for (const [kind, status, message] of [
    ['bad-request', 400, 'The model service refused the request.'],
    ['context-length', 400, 'The conversation is too long for the model.'],
    ['rate-limit', 429, 'Too many requests. Try again later.'],
    ['not-found', 502, 'The model service did not answer properly.'],
  ] as const) {
    it(`keeps the words of a page inside: ${kind}`, () => {
      const error = providerError(kind);
      markFromPage(error);
      expect(failureOf(error)).to.include({ status, message });
    });
  }

  it('knows a list of names from a word on keys', () => {
    const detail = 'there is no scenario "x". The scenarios are: default, unauthorized, cut';
    expect(failureOf(providerError('not-found', detail))).to.include({ status: 404, message: detail });
  });

  it('tells how long to wait, where waiting helps', () => {
    assert.equal(failureOf(providerError('rate-limit')).retryAfterMs, 1500);
    assert.equal(failureOf(providerError('overloaded')).retryAfterMs, 1500);
    assert.isUndefined(failureOf(providerError('server')).retryAfterMs);
  });

  it('cuts what is very long', () => {
    const { message } = failureOf(providerError('bad-request', 'x'.repeat(10_000)));
    assert.lengthOf(message, 2000);
  });

  it('knows a full queue by its name', () => {
    const error = Object.assign(new ConnectionError('x'), { name: 'QueueFullError' });
    expect(failureOf(error)).to.include({ status: 503, code: 'overloaded' });
  });
});
