import { assert, expect } from 'chai';
import { restoreError } from '../../lib/errors/restoreError.ts';
import {
  AbortError,
  AllSourcesFailedError,
  type ChatStreamError,
  ConnectionError,
  DeadlineError,
  EmptyAnswerError,
  EventTooLargeError,
  IncompleteAnswerError,
  InvalidRequestError,
  isChatStreamError,
  MalformedFrameError,
  ProviderError,
  QueueFullError,
  UnexpectedContentError,
  UnknownModelError,
} from '../../lib/index.ts';

const context = { provider: 'p', model: 'm', requestId: 'r', contentReceived: true };
const refusal = { kind: 'quota', status: 402, code: 'no_money', inBand: false, detail: 'd', retryable: false } as const;

const ERRORS: readonly ChatStreamError[] = [
  new InvalidRequestError([{ path: 'model', expected: 'a string', message: 'model must be a string' }], context),
  new UnknownModelError('m', ['a', 'b'], context),
  new ConnectionError('ECONNRESET', undefined, context),
  new ProviderError(refusal, context),
  new ProviderError({ kind: 'rate-limit', inBand: true, detail: '', retryable: true, retryAfterMs: 5 }),
  new UnexpectedContentError('text/html', 'a page', context),
  new EmptyAnswerError(3, context),
  new IncompleteAnswerError('no-end-marker', context),
  new IncompleteAnswerError('connection-lost'),
  new DeadlineError('first-content', 20, context),
  new EventTooLargeError(100, context),
  new MalformedFrameError({ reason: 'json', data: '{', index: 2, errors: ['x'] }, context),
  new AbortError(undefined, context),
  new AllSourcesFailedError([new ConnectionError('EPIPE'), new ProviderError(refusal)], context),
  new QueueFullError(100, context),
];

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('restoreError', () => {
  for (const error of ERRORS) {
    it(`makes the same error again of what ${error.name} says of itself`, () => {
      const restored = restoreError(asJson(error));
      assert.strictEqual(restored.constructor, error.constructor);
      assert.isTrue(isChatStreamError(restored));
      assert.deepEqual(asJson(restored), asJson(error));
    });
  }

  it('takes what is not said for the least', () => {
    for (const { name } of ERRORS) {
      const restored = restoreError({ name, retryable: true });
      expect(restored).to.include({ name, retryable: true, contentReceived: false });
    }
  });

  it('makes a ProviderError of what has no class here', () => {
    for (const json of [{ name: 'NovelError', detail: 'x' }, { name: 'constructor' }, null, 'text', 5, [], undefined]) {
      expect(restoreError(json)).to.be.instanceOf(ProviderError).and.include({ kind: 'other', retryable: false });
    }
    expect(restoreError({ name: 'ProviderError', kind: '__proto__' })).to.include({ kind: 'other' });
  });

  it('is not led astray by members of other types', () => {
    const odd = {
      retryable: 'yes',
      retryAfterMs: '5',
      provider: {},
      issues: [null, 5],
      models: [1, 'a'],
      errors: 7,
      frame: 'x',
    };
    for (const { name } of ERRORS) {
      const restored = restoreError({ name, ...odd });
      assert.equal(restored.name, name);
      assert.isBoolean(restored.retryable);
      assert.isUndefined(restored.retryAfterMs);
    }
  });
});
