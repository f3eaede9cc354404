import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describeErrors, type Mismatch, renderMismatch } from '../../lib/codec/describeErrors.ts';
import { dispatch, dispatchOn } from '../../lib/codec/dispatch.ts';
import { nullable } from '../../lib/codec/nullable.ts';
import { optional } from '../../lib/codec/optional.ts';

const User = t.type({ name: t.string, age: optional(t.number) }, 'User');
const Both = t.intersection([User, t.partial({ tags: t.array(t.string) })], 'Both');
const Shape = dispatchOn<unknown>('kind', {
  circle: t.type({ kind: t.literal('circle'), radius: t.number }),
  square: t.type({ kind: t.literal('square'), side: t.number }),
});
const TextOrList = dispatch<unknown>('text or list', (value) =>
  typeof value === 'string' ? t.string : Array.isArray(value) ? t.array(User) : undefined,
);

describe('describeErrors', () => {
  const table: readonly (readonly [name: string, codec: t.Mixed, value: unknown, lines: readonly string[]])[] = [
    ['the value itself', t.string, 5, ['string']],
    ['the value itself, of a named codec', User, 5, ['User']],
    ['a member', User, { name: 5 }, ['name: string']],
    ['an optional member, without `undefined`', User, { name: 'a', age: 'x' }, ['age: number']],
    ['each place once, in order', User, { name: null, age: null }, ['name: string', 'age: number']],
    ['an element', t.array(User), [{ name: 'a' }, { name: 5 }], ['1/name: string']],
    ['an element of a member', t.type({ users: t.array(User) }), { users: [5] }, ['users/0: User']],
    ['a member of an intersection', Both, { name: 'a', tags: [5] }, ['tags/0: string']],
    ['a value that is no intersection, once', Both, 5, ['User | Partial<{ tags: Array<string> }>']],
    ['a name once, though two codecs have it', t.intersection([User, User]), 5, ['User']],
    ['all members of a union', t.union([t.string, t.number]), null, ['string | number']],
    ['a union behind a path', t.type({ a: t.union([t.string, t.number]) }), { a: null }, ['a: string | number']],
    ['a nullable member', t.type({ a: nullable(t.string) }), { a: 5 }, ['a: string | null']],
    ['a member of a nullable member', t.type({ a: nullable(User) }), { a: { name: 5 } }, ['a/name: string']],
    ['a key that is a number', t.record(t.string, t.number), { 7: 'x' }, ['7: number']],
    ['keys with slashes as they are', t.record(t.string, t.number), { 'a/b': 'x' }, ['a/b: number']],
    ['the codec that the value is meant for, alone', Shape, { kind: 'circle', radius: 'x' }, ['radius: number']],
    ['a tag that is none', Shape, { kind: 'line' }, ['kind: "circle" | "square"']],
    ['a tag that is missing', Shape, {}, ['kind: "circle" | "square"']],
    ['a tag that is a member of every object', Shape, { kind: 'constructor' }, ['kind: "circle" | "square"']],
    ['a value without a tag', Shape, 5, ['{ kind: "circle" | "square" }']],
    ['what no codec is meant for', TextOrList, 5, ['text or list']],
    ['what the chosen codec misses', TextOrList, [{ name: 5 }], ['0/name: string']],
  ];
  for (const [name, codec, value, lines] of table) {
    it(`names ${name}`, () => assert.deepEqual(mismatches(codec, value).map(renderMismatch), lines));
  }

  it('begins paths with a root', () => {
    assert.deepEqual(mismatches(User, { name: 5 }, 'options'), [{ path: 'options/name', expected: 'string' }]);
    assert.deepEqual(mismatches(User, 5, 'options'), [{ path: 'options', expected: 'User' }]);
  });

  it('never says a value', () => {
    for (const [, codec] of table) {
      for (const value of ['secret', ['secret'], { name: ['secret'], kind: 'secret', tags: 'secret', a: ['secret'] }]) {
        if (!codec.is(value)) assert.notInclude(JSON.stringify(mismatches(codec, value)), 'secret');
      }
    }
  });
});

function mismatches(codec: t.Mixed, value: unknown, root?: string): readonly Mismatch[] {
  const decoded = codec.decode(value);
  if (!isLeft(decoded)) throw new Error('it decodes');
  return describeErrors(decoded.left, root);
}
