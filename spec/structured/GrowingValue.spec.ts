import { assert } from 'chai';
import { GrowingValue } from '../../lib/structured/GrowingValue.ts';

/* That it grows as a JSON text says, and shares what is complete, is in `PartialJsonParser.spec.ts`. Here is what it copies. */
describe('GrowingValue', () => {
  it('has no value at first', () => {
    const growing = new GrowingValue();
    assert.deepEqual([growing.value, growing.version, growing.depth, growing.path], [undefined, 0, 0, []]);
  });

  it('copies nothing that was not given', () => {
    const growing = new GrowingValue();
    growing.openArray();
    growing.openObject();
    const first = growing.value as unknown[];
    growing.setKey('a');
    growing.put(1);
    growing.setKey('b');
    growing.openArray();
    const second = growing.value as [{ a: number; b: unknown[] }];
    assert.deepEqual(first, [{}]);
    assert.deepEqual(second, [{ a: 1, b: [] }]);

    growing.put(2);
    const third = growing.value as [{ a: number; b: unknown[] }];
    assert.notStrictEqual(third, second);
    growing.close();
    growing.setKey('c');
    growing.put(null);
    growing.put(null);
    const fourth = growing.value as [{ a: number; b: unknown[]; c: null }];
    assert.deepEqual(second, [{ a: 1, b: [] }]);
    assert.deepEqual(third, [{ a: 1, b: [2] }]);
    assert.deepEqual(fourth, [{ a: 1, b: [2], c: null }]);
    assert.strictEqual(fourth[0].b, third[0].b);
  });

  it('copies an open container once for each value that is asked for, however often it changes', () => {
    let copies = 0;
    const watch = (array: unknown[]): unknown[] => {
      array.slice = () => {
        copies++;
        return watch(Array.prototype.slice.call(array) as unknown[]);
      };
      return array;
    };
    const growing = new GrowingValue();
    growing.openArray();
    watch(growing.value as unknown[]);
    for (let i = 0; i < 10; i++) growing.put(i);
    assert.equal(copies, 1);
    assert.lengthOf(growing.value as unknown[], 10);
    for (let i = 0; i < 10; i++) growing.put(i);
    assert.equal(copies, 2);
    assert.lengthOf(growing.value as unknown[], 20);
    growing.close();
    assert.equal(copies, 2);
  });

  it('shows a text as it is when somebody looks', () => {
    const growing = new GrowingValue();
    growing.openObject();
    growing.setKey('a');
    growing.grow('');
    growing.grow('He');
    const first = growing.value;
    growing.grow('Hell');
    growing.grow('Hello');
    growing.endText();
    assert.deepEqual([first, growing.value], [{ a: 'He' }, { a: 'Hello' }]);
  });

  it('counts each change that shows', () => {
    const growing = new GrowingValue();
    const counted: number[] = [];
    for (const change of [
      () => growing.openObject(),
      () => growing.setKey('a'),
      () => growing.grow(''),
      () => growing.grow('x'),
      () => growing.endText(),
      () => growing.setKey('b'),
      () => growing.openArray(),
      () => growing.put(1),
      () => growing.close(),
      () => growing.close(),
    ]) {
      change();
      counted.push(growing.version);
    }
    assert.deepEqual(counted, [1, 1, 2, 3, 3, 3, 4, 5, 5, 5]);
  });

  it('knows the place that is written', () => {
    const growing = new GrowingValue();
    growing.openObject();
    growing.setKey('a');
    growing.openArray();
    assert.deepEqual([growing.path, growing.depth, growing.isInArray], [['a', 0], 2, true]);
    growing.put(true);
    growing.openObject();
    growing.setKey('b');
    assert.deepEqual([growing.path, growing.depth, growing.isInArray], [['a', 1, 'b'], 3, false]);
    growing.close();
    assert.deepEqual([growing.path, growing.depth, growing.isInArray], [['a', 2], 2, true]);
    growing.close();
    growing.close();
    assert.deepEqual([growing.path, growing.depth, growing.isInArray], [[], 0, false]);
  });

  it('puts an own member in the place of `__proto__`, also into a copy', () => {
    const growing = new GrowingValue();
    growing.openObject();
    growing.setKey('__proto__');
    growing.grow('a');
    const first = growing.value;
    growing.grow('ab');
    growing.endText();
    growing.setKey('c');
    growing.put(1);
    assert.deepEqual(
      [JSON.stringify(first), JSON.stringify(growing.value)],
      ['{"__proto__":"a"}', '{"__proto__":"ab","c":1}'],
    );
    assert.strictEqual(Object.getPrototypeOf(growing.value), Object.prototype);
    for (const value of [first, growing.value]) {
      assert.deepInclude(Object.getOwnPropertyDescriptor(value, '__proto__'), {
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  });
});
