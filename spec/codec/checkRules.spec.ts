import { assert } from 'chai';
import { checkRules } from '../../lib/codec/checkRules.ts';
import { atLeast, FUNCTION, INDEX, PERIOD, STRING } from '../../lib/codec/Rule.ts';
import { InvalidRequestError } from '../../lib/errors/InvalidRequestError.ts';

const RULES = { limit: atLeast(1), choice: INDEX, everyMs: PERIOD, onRetry: FUNCTION, locale: STRING };

const messageOf = (options: unknown): string | undefined => {
  try {
    checkRules(options as object, RULES as never);
    return undefined;
  } catch (error) {
    assert.instanceOf(error, InvalidRequestError);
    return error.issues.map(({ message }) => message).join('; ');
  }
};

describe('checkRules', () => {
  it('accepts options that follow their rules, absent or undefined ones too', () => {
    for (const options of [
      {},
      { limit: 1, choice: 0, everyMs: 0.5, onRetry: () => undefined, locale: '' },
      { limit: Infinity, everyMs: Infinity },
      { limit: undefined, unheardOf: undefined },
    ]) {
      assert.isUndefined(messageOf(options), JSON.stringify(options));
    }
  });

  const table: readonly (readonly [options: unknown, message: string])[] = [
    [null, 'options must be an object'],
    [64, 'options must be an object'],
    [{ limit: 0 }, 'options/limit must be a number of at least 1'],
    [{ limit: NaN }, 'options/limit must be a number of at least 1'],
    [{ limit: '5' }, 'options/limit must be a number of at least 1'],
    [{ limit: null }, 'options/limit must be a number of at least 1'],
    [{ choice: -1 }, 'options/choice must be a whole number of at least 0'],
    [{ choice: 0.5 }, 'options/choice must be a whole number of at least 0'],
    [{ choice: '0' }, 'options/choice must be a whole number of at least 0'],
    [{ everyMs: 0 }, 'options/everyMs must be a number of milliseconds above 0'],
    [{ onRetry: 5 }, 'options/onRetry must be a function'],
    [{ locale: 5 }, 'options/locale must be a string'],
    [{ Limit: 1 }, 'options/Limit is not a known option: the nearest is "limit"'],
    [{ toString: 1 }, 'options/toString is not a known option: the nearest is "limit"'],
    [
      { limit: 0, onretry: 5 },
      'options/limit must be a number of at least 1; options/onretry is not a known option: the nearest is "onRetry"',
    ],
  ];
  for (const [options, message] of table) {
    it(`refuses ${JSON.stringify(options)}: ${message}`, () => {
      assert.equal(messageOf(options), message);
    });
  }
});
