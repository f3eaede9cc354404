import { assert } from 'chai';
import { readRetryHint } from '../../../lib/http/refusal/retryHint.ts';

const info = (retryDelay: unknown) => ({
  details: [
    { '@type': 'type.googleapis.com/google.rpc.Help' },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ],
});

describe('readRetryHint', () => {
  for (const [delay, expected] of [
    ['39s', 39_000],
    ['34.4s', 34_400],
    ['34.074824224s', 34_075],
    ['0s', 0],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['500ms', 500],
    ['soon', undefined],
    ['', undefined],
    [' ', undefined],
    [true, undefined],
    [39, undefined],
    [null, undefined],
  ] as const) {
    it(`reads Google's RetryInfo: ${JSON.stringify(delay)}`, () => {
      assert.equal(readRetryHint(info(delay), ''), expected);
    });
  }

  for (const [detail, expected] of [
    ['Rate limit reached for gpt-4 … Please try again in 7.66s. Visit https://…', 7660],
    ['Please try again in 20ms', 20],
    ['Please try again in 6m0s.', 360_000],
    ['Please try again in 1h12m7.5s', 4_327_500],
    ['Please retry in 34.4s', 34_400],
    ['Retry after 5s', 5000],
    ['please TRY AGAIN IN 3S', 3000],
    ['Please retry after 20 seconds.', 20_000],
    ['Try again in 1 second', 1000],
    ['Please try again in 20 minutes', 1_200_000],
    ['Please wait 12 seconds before retrying.', 12_000],
    ['Request was throttled. Expected available in 12 seconds.', 12_000],
    ['Please try again in 20 secondary steps', undefined],
    ['wait 5 turns', undefined],
    ['Please try again in 20 moons', undefined],
    ['Please try again in 5%', undefined],
    ['Please try again later', undefined],
    ['the industry again in 5s', undefined],
    ['', undefined],
  ] as const) {
    it(`reads a sentence: ${detail || 'none'}`, () => assert.equal(readRetryHint({}, detail), expected));
  }

  for (const [value, expected] of [
    [12, 12_000],
    [0.5, 500],
    [-1, undefined],
    ['30', 30_000],
    ['', undefined],
    ['soon', undefined],
  ] as const) {
    it(`reads retry_after: ${value}`, () => assert.equal(readRetryHint({ retry_after: value }, ''), expected));
  }

  it('takes the first delay that is one', () => {
    assert.equal(readRetryHint({ details: [{ retryDelay: 'soon' }, {}, { retryDelay: '3s' }] }, ''), 3_000);
  });

  it('believes the field before the sentence', () => {
    assert.equal(readRetryHint(info('39s'), 'Please retry in 34.4s'), 39_000);
    assert.equal(readRetryHint({ details: 'none' }, 'Please retry in 34.4s'), 34_400);
  });
});
