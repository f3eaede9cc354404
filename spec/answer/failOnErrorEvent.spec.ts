import { assert } from 'chai';
import { ProviderError } from '../../lib/index.ts';
import { failOnErrorEvent } from '../../lib/answer/failOnErrorEvent.ts';
import { runMarbles } from '../support/marbles.ts';

describe('failOnErrorEvent', () => {
  const table: readonly (readonly [data: string, expected: Partial<ProviderError>])[] = [
    [
      '{"error":{"message":"Too many","type":"rate_limit_error"}}',
      { kind: 'rate-limit', retryable: true, code: 'rate_limit_error', detail: 'Too many' },
    ],
    ['{"message":"Busy","code":503}', { kind: 'overloaded', retryable: true, status: 503, detail: 'Busy' }],
    ['{"choices":[]}', { kind: 'other', retryable: false, detail: '{"choices":[]}' }],
    ['plain words', { kind: 'other', retryable: false, detail: 'plain words' }],
    ['', { kind: 'other', retryable: false, detail: '' }],
    ['<html><body>Bad <b>gateway</b></body></html>', { kind: 'other', retryable: false, detail: 'Bad gateway' }],
  ];
  for (const [data, expected] of table) {
    it(`raises an event of type error whose data is ${data === '' ? 'empty' : data}`, () => {
      let failure: unknown;
      runMarbles(({ hot, expectSubscriptions, flush }) => {
        const source = hot('-a-x-a-|', {
          a: { type: 'message', data: 'a', lastEventId: '' },
          x: { type: 'error', data, lastEventId: '' },
        });
        const subs = '      ^--!    ';

        source.pipe(failOnErrorEvent()).subscribe({ error: (error) => (failure = error) });
        expectSubscriptions(source.subscriptions).toBe(subs);
        flush();
      });
      assert.instanceOf(failure, ProviderError);
      assert.deepInclude(failure.toJSON(), { ...expected, inBand: true, name: 'ProviderError' });
    });
  }

  it('passes every other event on', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-c-|', {
        a: { type: 'message', data: '{"error":1}', lastEventId: '' },
        b: { type: 'Error', data: 'error', lastEventId: '' },
        c: { type: 'errors', data: '', lastEventId: 'error' },
      });
      const subs = '      ^------!';
      const expected = '  -a-b-c-|';

      expectObservable(source.pipe(failOnErrorEvent())).toBe(expected, {
        a: { type: 'message', data: '{"error":1}', lastEventId: '' },
        b: { type: 'Error', data: 'error', lastEventId: '' },
        c: { type: 'errors', data: '', lastEventId: 'error' },
      });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });
});
