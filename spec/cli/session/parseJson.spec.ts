import { assert } from 'chai';
import { parseJson } from '../../../lib/cli/session/parseJson.ts';
import { UsageError } from '../../../lib/cli/session/UsageError.ts';

describe('parseJson', () => {
  it('reads JSON, a byte order mark before it or not', () => {
    assert.deepEqual(parseJson('{"a":[1]}', 'x'), { a: [1] });
    assert.deepEqual(parseJson('\ufeff{"a":[1]}\n', 'x'), { a: [1] });
  });

  it('says where a text is not JSON, and why, without a word of it', () => {
    const table: readonly (readonly [string, string])[] = [
      ['{"key": secret}', 'x is not JSON: line 1, column 9: a value is expected'],
      ['{\n  "key": "secret",\n}', 'x is not JSON: line 3, column 1: a key in quotes is expected'],
      ['["secret"', 'x is not JSON: it ends in the middle'],
      ['["secret"] secret', 'x is not JSON: line 1, column 12: the end is expected'],
    ];
    for (const [text, message] of table) {
      try {
        parseJson(text, 'x');
        assert.fail('it was read');
      } catch (error) {
        assert.instanceOf(error, UsageError);
        assert.strictEqual((error as Error).message, message);
      }
    }
  });
});
