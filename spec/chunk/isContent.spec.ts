import { assert } from 'chai';
import { right, left } from 'fp-ts/lib/Either.js';
import { expectTypeOf } from 'expect-type';
import { type Chunk, type ContentChunk, isContent } from '../../lib/index.ts';
import { isEnvelope, isMalformed, isOutput, isOutputValue } from '../../lib/chunk/isOutput.ts';

/** One chunk of each type. */
const chunks: { readonly [T in Chunk['type']]: Chunk & { readonly type: T } } = {
  start: { type: 'start' },
  text: { type: 'text', choice: 0, text: 'a' },
  reasoning: { type: 'reasoning', choice: 0, text: 'a' },
  refusal: { type: 'refusal', choice: 0, text: 'a' },
  'tool-call': { type: 'tool-call', choice: 0, index: 0, arguments: '' },
  source: { type: 'source', choice: 0, url: 'u' },
  activity: { type: 'activity', choice: 0, id: '1', name: 'n', state: 'started' },
  block: { type: 'block', choice: 0, wire: 'w', value: {} },
  usage: { type: 'usage' },
  finish: { type: 'finish', choice: 0, reason: 'stop' },
};
const typesOf = (predicate: (chunk: Chunk) => boolean): readonly string[] =>
  Object.values(chunks)
    .filter(predicate)
    .map(({ type }) => type);

describe('isContent', () => {
  it('is true of what the user came for', () => {
    assert.deepEqual(typesOf(isContent), ['text', 'reasoning', 'refusal', 'tool-call']);
  });

  it('narrows', () => {
    for (const chunk of Object.values<Chunk>(chunks)) {
      if (isContent(chunk)) expectTypeOf(chunk).toEqualTypeOf<ContentChunk>();
    }
  });
});

describe('isOutput', () => {
  const output = ['text', 'reasoning', 'refusal', 'tool-call', 'source', 'activity', 'block'];

  it('is true of what cannot be taken back', () => {
    assert.deepEqual(typesOf(isOutput), output);
  });

  it('is asked of the values of stream() and streamEither() alike', () => {
    assert.deepEqual(typesOf(isOutputValue), output);
    assert.deepEqual(
      typesOf((chunk) => isOutputValue(right(chunk))),
      output,
    );
    assert.isFalse(isOutputValue(left('malformed')));
  });

  it('isEnvelope is true of the rest, and of nothing else', () => {
    const envelope = ['start', 'usage', 'finish'];
    assert.deepEqual(typesOf(isEnvelope), envelope);
    assert.deepEqual(
      typesOf((chunk) => isEnvelope(right(chunk))),
      envelope,
    );
    for (const value of [undefined, null, 5, 'start', {}, { type: 'else' }, left(chunks.start), right(5)]) {
      assert.isFalse(isEnvelope(value), JSON.stringify(value));
    }
  });

  it('isMalformed is true of a Left', () => {
    assert.isTrue(isMalformed(left('malformed')));
    for (const value of [undefined, null, 5, {}, chunks.text, right(chunks.text)]) assert.isFalse(isMalformed(value));
  });
});
