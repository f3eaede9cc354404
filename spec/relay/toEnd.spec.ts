import { assert } from 'chai';
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
  UnexpectedContentError,
  UnknownModelError,
} from '../../lib/index.ts';
import { fromEnd } from '../../lib/relay/fromEnd.ts';
import { toEnd } from '../../lib/relay/toEnd.ts';

const limited = new ProviderError({
  kind: 'rate-limit',
  status: 429,
  inBand: false,
  retryable: true,
  retryAfterMs: 3000,
  detail: 'slow down',
});

const ERRORS = [
  limited,
  new ConnectionError('ECONNRESET'),
  new DeadlineError('idle', 100),
  new DeadlineError('total', 100),
  new EmptyAnswerError(3),
  new EventTooLargeError(1000),
  new IncompleteAnswerError('connection-lost'),
  new InvalidRequestError([{ path: 'messages', expected: 'a list', message: 'messages must be a list' }]),
  new MalformedFrameError({ reason: 'json', data: '{', index: 2, errors: ['unexpected end'] }),
  new UnexpectedContentError('text/html', '<p>'),
  new UnknownModelError('x', ['a', 'b']),
  new AllSourcesFailedError([limited, new ConnectionError('ECONNREFUSED')]),
];

describe('toEnd and fromEnd', () => {
  for (const error of ERRORS) {
    it(`give every reader the same ${error.name}`, () => {
      const end: unknown = JSON.parse(JSON.stringify(toEnd(error)));
      const restored = fromEnd(end as never);
      assert.instanceOf(restored, error.constructor as typeof ProviderError);
      assert.deepEqual(restored?.toJSON(), error.toJSON());
    });
  }

  it('make a stop of an abort, with its reason where that is a text', () => {
    assert.deepEqual(toEnd(new AbortError('enough')), { type: 'stopped', reason: 'enough' });
    assert.deepEqual(toEnd(new AbortError({ key: 'secret' })), { type: 'stopped' });
    const restored = fromEnd({ type: 'stopped', reason: 'enough' });
    assert.instanceOf(restored, AbortError);
    assert.deepInclude(restored, { reason: 'enough', retryable: false });
  });

  it('tell a log nothing of an error that is not ours', () => {
    const error = new Error('Bearer sk-secret', { cause: { headers: { authorization: 'Bearer sk-secret' } } });
    assert.notInclude(JSON.stringify(toEnd(error)), 'secret');
    assert.deepInclude(fromEnd(toEnd(error)) as ProviderError, {
      name: 'ProviderError',
      kind: 'other',
      retryable: false,
    });
    assert.notInclude(JSON.stringify(toEnd('sk-secret')), 'secret');
  });

  it('tell whether it is worth another try', () => {
    assert.isUndefined(fromEnd({ type: 'complete' }));
    const abandoned = fromEnd({ type: 'abandoned' });
    assert.instanceOf(abandoned, IncompleteAnswerError);
    assert.deepInclude(abandoned, { reason: 'abandoned', retryable: true });
  });
});
