import { assert } from 'chai';
import { toBase64 } from '../../../lib/wires/asking/toBase64.ts';

describe('toBase64', () => {
  // The first seven are those of RFC 4648, section 10.
  const vectors: readonly (readonly [string, string])[] = [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
    ['é', 'w6k='],
    ['日本', '5pel5pys'],
    ['🎉', '8J+OiQ=='],
    ['ÿÿ>?', 'w7/Dvz4/'],
  ];
  for (const [text, base64] of vectors) {
    it(`${JSON.stringify(text)} → ${base64}`, () => assert.equal(toBase64(text), base64));
  }

  it('takes a text of any length, cut nowhere in a character', () => {
    const text = 'a🎉'.repeat(100_000);
    assert.equal(Buffer.from(toBase64(text), 'base64').toString('utf8'), text);
  });
});
