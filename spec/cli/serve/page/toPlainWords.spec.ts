import { assert } from 'chai';
import { toPlainWords } from '../../../../lib/cli/serve/page/toPlainWords.ts';
import { restoreError } from '../../../../lib/errors/restoreError.ts';

describe('toPlainWords', () => {
  const table: readonly (readonly [object, string, string])[] = [
    [
      { name: 'ProviderError', kind: 'auth', detail: 'The model service refused this server.' },
      'The model service did not accept the key of this server.',
      'The terminal in which rxllm serve runs says why.',
    ],
    [
      { name: 'ProviderError', kind: 'rate-limit', detail: 'Slow down.', retryAfterMs: 1500 },
      'The rate limit of the model service is reached.',
      'Slow down. Try again in 2 s.',
    ],
    [
      { name: 'ProviderError', kind: 'bad-request', detail: 'No pictures.' },
      'The model service refused the question.',
      'No pictures.',
    ],
    [
      { name: 'ProviderError', kind: 'context-length', detail: '8 tokens' },
      'The conversation is too long for this model.',
      'Begin a new chat, or choose a model with a longer memory.',
    ],
    [{ name: 'ConnectionError', code: 'ERR_NETWORK' }, 'The server does not answer.', 'Is rxllm serve still running?'],
    [
      { name: 'ConnectionError' },
      'The model service cannot be reached.',
      'The terminal in which rxllm serve runs says why.',
    ],
    [{ name: 'DeadlineError', deadline: 'idle' }, 'The model took too long.', 'Try again in a moment.'],
    [
      { name: 'InvalidRequestError', issues: [{ path: 'model', expected: 'a model', message: 'model is required' }] },
      'The model cannot be asked this.',
      'model is required.',
    ],
    [
      { name: 'AllSourcesFailedError', errors: [{ name: 'EmptyAnswerError' }] },
      'The model gave no answer.',
      'Try again in a moment.',
    ],
    [{ name: 'UnknownModelError' }, 'There is no such model.', 'Choose another one at the top of the page.'],
  ];
  for (const [json, what, advice] of table) {
    it(JSON.stringify(json), () => assert.deepEqual(toPlainWords(restoreError(json)), { what, advice }));
  }

  it('says that of an error of the page itself', () => {
    assert.deepEqual(toPlainWords(new TypeError('x is not a function')), {
      what: 'This page failed.',
      advice: 'Reload it.',
    });
  });
});
