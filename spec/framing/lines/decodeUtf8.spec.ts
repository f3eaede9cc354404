import { assert } from 'chai';
import * as fc from 'fast-check';
import { decodeUtf8 } from '../../../lib/framing/lines/decodeUtf8.ts';

describe('decodeUtf8', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  it("says of Node's buffers what the standard's decoder says of their bytes", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const expected = decoder.decode(bytes);
        assert.equal(decodeUtf8(bytes), expected);
        assert.equal(decodeUtf8(Buffer.from(bytes)), expected);
      }),
      { numRuns: 5000, seed: 20_251_122 },
    );
  });

  it('so it does of long ones', () => {
    const invalid = [0xf0, 0x9f, 0x98, 0xe2, 0x82, 0xff, 0xed, 0xa0, 0x80, 0xc3];
    const long = Uint8Array.from({ length: 100_000 }, (_, i) => (i % 997 < 10 ? (invalid[i % 997] ?? 0) : 0x61));
    assert.equal(decodeUtf8(Buffer.from(long)), decoder.decode(long));
  });

  it('keeps a byte order mark', () => {
    for (const bytes of [Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), Buffer.from('efbbbf61', 'hex')]) {
      assert.equal(decodeUtf8(bytes), '\ufeffa');
    }
  });

  it('reads a view into a larger buffer', () => {
    assert.equal(decodeUtf8(Buffer.from('xxabcxx').subarray(2, 5)), 'abc');
    assert.equal(decodeUtf8(new TextEncoder().encode('xxabcxx').subarray(2, 5)), 'abc');
  });
});

/** The beginnings, middles and ends of characters, valid and not. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x0a, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe2, 0xed),
      fc.constantFrom(0xef, 0xbb, 0xbf, 0xf0, 0xf1, 0xf4, 0xf5, 0xf8, 0xff),
    ),
    { maxLength: 12 },
  )
  .map((bytes) => Uint8Array.from(bytes));
