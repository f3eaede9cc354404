import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { dispatch, dispatchOn } from '../../lib/codec/dispatch.ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';
import { nullable } from '../../lib/codec/nullable.ts';
import { optional } from '../../lib/codec/optional.ts';
import { shape } from '../../lib/codec/shape.ts';
import type { Issue } from '../../lib/index.ts';

const User = t.type({ name: t.string, age: optional(t.number) }, 'a user');
const Both = t.intersection([User, t.partial({ tags: t.array(t.string) })], 'both');
const Shape = dispatchOn<unknown>('kind', {
  circle: t.type({ kind: t.literal('circle'), radius: t.number }),
  square: t.type({ kind: t.literal('square'), side: t.number }),
  ring: shape('a ring', {}, { radii: t.array(t.number) }),
});
const TextOrList = dispatch<unknown>('a text or a list', (value) =>
  typeof value === 'string' ? t.string : Array.isArray(value) ? t.array(User) : undefined,
);

describe('issuesOf', () => {
  const table: readonly (readonly [
    name: string,
    codec: t.Mixed,
    value: unknown,
    places: readonly string[],
    messages?: readonly string[],
  ])[] = [
    ['the value itself', t.string, 5, [': a string'], ['the value must be a string']],
    ['the value itself, of a named codec', User, 5, [': a user'], ['the value must be a user']],
    ['a member', User, { name: 5 }, ['name: a string'], ['name must be a string']],
    ['a missing member', User, {}, ['name: a string'], ['name is required: a string']],
    ['an optional member, without `undefined`', User, { name: 'a', age: 'x' }, ['age: a number']],
    ['a truth', t.type({ on: t.boolean }), { on: 1 }, ['on: true or false'], ['on must be true or false']],
    ['an object', t.type({ o: t.UnknownRecord }), { o: 5 }, ['o: an object'], ['o must be an object']],
    ['a function', t.type({ f: t.Function }), { f: 5 }, ['f: a function'], ['f must be a function']],
    ['each place once, in order', User, { name: null, age: null }, ['name: a string', 'age: a number']],
    ['an element', t.array(User), [{ name: 'a' }, { name: 5 }], ['1/name: a string']],
    ['an element of a member', t.type({ users: t.array(User) }), { users: [5] }, ['users/0: a user']],
    ['a member of an intersection, without its number', Both, { name: 'a', tags: [5] }, ['tags/0: a string']],
    ['a value that is no intersection, once', Both, 5, [': a user or Partial<{ tags: Array<string> }>']],
    ['a name once, though two codecs have it', t.intersection([User, User]), 5, [': a user']],
    ['all members of a union, without their numbers', t.union([t.string, t.number]), null, [': a string or a number']],
    ['a union behind a path', t.type({ a: t.union([t.string, t.number]) }), { a: null }, ['a: a string or a number']],
    ['a nullable member', t.type({ a: nullable(t.string) }), { a: 5 }, ['a: string | null']],
    ['a member of a nullable member', t.type({ a: nullable(User) }), { a: { name: 5 } }, ['a/name: a string']],
    ['a key that is a number', t.record(t.string, t.number), { 7: 'x' }, ['7: a number']],
    ['keys with slashes as they are', t.record(t.string, t.number), { 'a/b': 'x' }, ['a/b: a number']],
    ['the codec that the value is meant for, alone', Shape, { kind: 'circle', radius: 'x' }, ['radius: a number']],
    ['a member of a shape that is chosen', Shape, { kind: 'ring', radii: [1, 'x'] }, ['radii/1: a number']],
    ['a tag that is none', Shape, { kind: 'line' }, ['kind: "circle", "square" or "ring"']],
    [
      'a tag that is missing',
      Shape,
      {},
      ['kind: "circle", "square" or "ring"'],
      ['kind is required: "circle", "square" or "ring"'],
    ],
    ['a tag that is a member of every object', Shape, { kind: 'constructor' }, ['kind: "circle", "square" or "ring"']],
    ['a value without a tag', Shape, 5, [': an object whose kind is "circle", "square" or "ring"']],
    ['what no codec is meant for', TextOrList, 5, [': a text or a list'], ['the value must be a text or a list']],
    ['what the chosen codec misses', TextOrList, [{ name: 5 }], ['0/name: a string']],
  ];
  for (const [name, codec, value, places, messages] of table) {
    it(`names ${name}`, () => {
      const issues = issuesAt(codec, value);
      assert.deepEqual(
        issues.map(({ path, expected }) => `${path}: ${expected}`),
        places,
      );
      if (messages) assert.deepEqual(messagesOf(issues), messages);
    });
  }

  it('begins paths with a root', () => {
    assert.deepEqual(issuesAt(User, { name: 5 }, 'options'), [
      { path: 'options/name', expected: 'a string', message: 'options/name must be a string' },
    ]);
    assert.deepEqual(messagesOf(issuesAt(User, 5, 'options')), ['options must be a user']);
    assert.deepEqual(messagesOf(issuesAt(User, undefined, 'options')), ['options must be a user']);
  });

  it("uses a codec's own message", () => {
    const Even = new t.Type<number>(
      'even',
      t.number.is,
      (value, context) => t.failure(value, context, 'is odd'),
      t.identity,
    );
    assert.deepEqual(issuesAt(t.type({ n: Even }), { n: 3 }), [
      { path: 'n', expected: 'nothing', message: 'n is odd' },
    ]);
  });

  it('never says a value', () => {
    for (const [, codec] of table) {
      for (const value of ['secret', ['secret'], { name: ['secret'], kind: 'secret', tags: 'secret', a: ['secret'] }]) {
        if (!codec.is(value)) assert.notInclude(JSON.stringify(issuesAt(codec, value)), 'secret');
      }
    }
  });
});

const messagesOf = (issues: readonly Issue[]): readonly string[] => issues.map(({ message }) => message);

function issuesAt(codec: t.Mixed, value: unknown, root?: string): readonly Issue[] {
  const decoded = codec.decode(value);
  if (!isLeft(decoded)) throw new Error('it decodes');
  return issuesOf(decoded.left, root);
}
