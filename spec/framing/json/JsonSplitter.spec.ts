import { assert } from 'chai';
import { JsonSplitter } from '../../../lib/framing/json/JsonSplitter.ts';
import { inPiecesOf, toBytes } from '../../support/bytes.ts';
import { cpuGrowth } from '../../support/cpuGrowth.ts';

const KIBIBYTE = 1024;

/* What it makes of bytes is in the tables of `splitJson.spec.ts`. Here is what it costs. */
describe('JsonSplitter', () => {
  it('gives a value when it is read, not when it is written', () => {
    const splitter = new JsonSplitter(100);
    splitter.write('[1,');
    splitter.write('2,3');
    assert.equal(splitter.read(), '1');
    splitter.write('4]');
    assert.deepEqual([splitter.read(), splitter.read(), splitter.read()], ['2', '34', undefined]);
    assert.isUndefined(splitter.read());
    assert.isUndefined(splitter.end());
  });

  it('gives what is open once', () => {
    const splitter = new JsonSplitter(100);
    splitter.write('{"a":');
    assert.isUndefined(splitter.read());
    assert.equal(splitter.end(), '{"a":');
    assert.isUndefined(splitter.end());
  });

  describe('costs as much for each byte', function () {
    this.timeout(120_000);

    const bodies: readonly (readonly [name: string, body: (bytes: number) => string])[] = [
      ['of one long string', (bytes) => `["${'x'.repeat(bytes)}"]`],
      ['of one long string of escapes', (bytes) => `["${'\\"'.repeat(bytes / 2)}"]`],
      ['of one deep value', (bytes) => `{}${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`],
      ['of one long number', (bytes) => '1'.repeat(bytes)],
      ['of what is not JSON', (bytes) => 'x'.repeat(bytes)],
      ['of many values', (bytes) => `[${'{"a":"text"},'.repeat(bytes / 13)}1]`],
    ];
    for (const [name, body] of bodies) {
      it(`${name}, whether it is a part or the whole of 8 MiB, in packets of 1 KiB`, () => {
        const growth = cpuGrowth(512 * KIBIBYTE, 8192 * KIBIBYTE, (bytes) => reading(body(bytes), KIBIBYTE));
        assert.isBelow(growth, 4);
      });

      it(`${name}, also in single bytes`, () => {
        const growth = cpuGrowth(32 * KIBIBYTE, 512 * KIBIBYTE, (bytes) => reading(body(bytes), 1));
        assert.isBelow(growth, 4);
      });
    }
  });
});

function reading(body: string, pieceBytes: number): () => void {
  const pieces = inPiecesOf(pieceBytes, toBytes(body)).map((piece) => Buffer.from(piece).toString());
  return () => {
    const splitter = new JsonSplitter(2 ** 24);
    for (const piece of pieces) {
      splitter.write(piece);
      while (splitter.read() !== undefined);
    }
    splitter.end();
  };
}
