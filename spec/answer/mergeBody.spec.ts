import { assert } from 'chai';
import { mergeBody, serialise } from '../../lib/answer/mergeBody.ts';
import { InvalidRequestError } from '../../lib/index.ts';

describe('mergeBody', () => {
  it('lets a later field win, in the order in which they first came', () => {
    assert.equal(
      JSON.stringify(mergeBody({ model: 'm', n: 1, stop: ['a'] }, undefined, { n: 2, extra: true }, { stop: null })),
      '{"model":"m","n":2,"stop":null,"extra":true}',
    );
  });

  it('removes a field that is undefined', () => {
    assert.equal(JSON.stringify(mergeBody({ a: 1, b: 2 }, { a: undefined })), '{"b":2}');
  });

  it('merges objects one level deep', () => {
    const options = { num_ctx: 1, temperature: 0.5, deep: { a: 1 } };
    assert.deepEqual(mergeBody({ options }, { options: { num_ctx: 2, deep: { b: 2 } } }), {
      options: { num_ctx: 2, temperature: 0.5, deep: { b: 2 } },
    });
    assert.deepEqual(options, { num_ctx: 1, temperature: 0.5, deep: { a: 1 } }, 'and changes none of them');
  });

  it('replaces lists, and objects that write themselves', () => {
    assert.deepEqual(mergeBody({ list: [1, 2], date: { a: 1 } }, { list: [3], date: new Date(0) }), {
      list: [3],
      date: new Date(0),
    });
    assert.deepEqual(mergeBody({ a: { b: 1 } }, { a: [1] }, { a: { c: 2 } }), { a: { c: 2 } });
  });

  it('takes no name for a member of every object', () => {
    const extra = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Record<string, unknown>;
    const merged = mergeBody({ model: 'm' }, extra);
    assert.equal(JSON.stringify(merged), '{"model":"m","__proto__":{"a":1},"constructor":2}');
    assert.strictEqual(Object.getPrototypeOf(merged), Object.prototype);
  });
});

describe('serialise', () => {
  it('gives JSON', () => {
    assert.equal(serialise({ a: [1, 'é'], b: undefined }), '{"a":[1,"é"]}');
  });

  it('refuses what JSON cannot hold, and shows nothing of it', () => {
    const circular: Record<string, unknown> = { secret: 'sk-1234' };
    circular['self'] = circular;
    for (const body of [circular, { n: 1n }]) {
      assert.throws(() => serialise(body), InvalidRequestError, 'invalid request: body must be JSON');
    }
  });
});
