import { assert } from 'chai';
import * as fc from 'fast-check';
import { unescapeJson } from '../../../lib/framing/json/unescapeJson.ts';

describe('unescapeJson', () => {
  it('knows the eight escapes of one letter', () => {
    assert.equal(unescapeJson('\\"\\\\\\/\\b\\f\\n\\r\\t'), '"\\/\b\f\n\r\t');
  });

  it('leaves alone what has none', () => {
    assert.equal(unescapeJson(''), '');
    assert.equal(unescapeJson('déjà vu, 日本'), 'déjà vu, 日本');
  });

  it('takes a backslash that is escaped for no escape', () => {
    assert.equal(unescapeJson('\\\\n and \\n'), '\\n and \n');
  });

  for (const inner of ['\\u0041', 'a\\n\\ud83d\\ude00', '\\x', '\\N', '\\', 'a\\\\\\', '\\日']) {
    it(`leaves ${inner} to the parser`, () => assert.isUndefined(unescapeJson(inner)));
  }

  it('says what JSON.parse says, or nothing', () => {
    const escaped = fc
      .array(fc.constantFrom('a', '"', '\\', '\n', '\t', '/', '\b', '\u0001', 'é', '🙂'))
      .map((text) => text.join(''));
    fc.assert(
      fc.property(escaped, (text) => {
        const unescaped = unescapeJson(JSON.stringify(text).slice(1, -1));
        assert.equal(unescaped ?? text, text);
        if (!text.includes('\u0001')) assert.equal(unescaped, text);
      }),
    );
  });
});
