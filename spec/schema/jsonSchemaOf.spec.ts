import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import { assert } from 'chai';
import * as t from 'io-ts';
import * as v from 'valibot';
import * as z from 'zod';
import { jsonSchemaOf, type ToolParameters } from '../../lib/tools/index.ts';
import { thrownBy } from '../sources/fakeSource.ts';

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}

const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ name: t.string, children: t.readonlyArray(Tree) }));

interface Node {
  readonly next: Node | null;
}

const makeNode = (): t.Type<Node> => {
  const codec: t.Type<Node> = t.recursion('Node', () => t.type({ next: t.union([codec, t.null]) }));
  return codec;
};

const string = { type: 'string' };
const number = { type: 'number' };

/** Codecs of io-ts, and what they are in draft 7. */
const codecs: Readonly<Record<string, readonly [codec: t.Any, schema: object]>> = {
  string: [t.string, string],
  number: [t.number, number],
  boolean: [t.boolean, { type: 'boolean' }],
  null: [t.null, { type: 'null' }],
  unknown: [t.unknown, {}],
  any: [t.any, {}],
  Int: [t.Int, { type: 'integer' }],
  UnknownRecord: [t.UnknownRecord, { type: 'object' }],
  object: [t.object, { type: 'object' }],
  UnknownArray: [t.UnknownArray, { type: 'array' }],
  'a literal': [t.literal('a'), { type: 'string', const: 'a' }],
  'a literal number': [t.literal(1), { type: 'number', const: 1 }],
  keyof: [t.keyof({ a: null, b: null }), { type: 'string', enum: ['a', 'b'] }],
  array: [t.array(t.string), { type: 'array', items: string }],
  readonlyArray: [t.readonlyArray(t.number), { type: 'array', items: number }],
  tuple: [t.tuple([t.string, t.number]), { type: 'array', items: [string, number], minItems: 2, maxItems: 2 }],
  type: [
    t.type({ a: t.string, b: t.number }),
    { type: 'object', properties: { a: string, b: number }, required: ['a', 'b'] },
  ],
  'type without members': [t.type({}), { type: 'object', properties: {} }],
  partial: [t.partial({ a: t.string }), { type: 'object', properties: { a: string } }],
  'a member that may be undefined': [
    t.type({ a: t.string, b: t.union([t.number, t.undefined]), c: t.undefined }),
    { type: 'object', properties: { a: string, b: number }, required: ['a'] },
  ],
  strict: [
    t.strict({ a: t.string }),
    { type: 'object', properties: { a: string }, required: ['a'], additionalProperties: false },
  ],
  exact: [
    t.exact(t.partial({ a: t.string })),
    { type: 'object', properties: { a: string }, additionalProperties: false },
  ],
  readonly: [t.readonly(t.type({ a: t.string })), { type: 'object', properties: { a: string }, required: ['a'] }],
  record: [t.record(t.string, t.number), { type: 'object', additionalProperties: number }],
  'record of known keys': [
    t.record(t.keyof({ a: null, b: null }), t.number),
    { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
  ],
  union: [t.union([t.string, t.null]), { anyOf: [string, { type: 'null' }] }],
  'union of words': [t.union([t.literal('a'), t.literal('b')]), { type: 'string', enum: ['a', 'b'] }],
  intersection: [
    t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })]),
    { type: 'object', properties: { a: string, b: number }, required: ['a'] },
  ],
  'exact intersection': [
    t.exact(t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })])),
    { type: 'object', properties: { a: string, b: number }, required: ['a'], additionalProperties: false },
  ],
  'intersection with a common member': [
    t.intersection([t.type({ a: t.string }), t.type({ a: t.string })]),
    {
      allOf: [
        { type: 'object', properties: { a: string }, required: ['a'] },
        { type: 'object', properties: { a: string }, required: ['a'] },
      ],
    },
  ],
  'intersection with a record': [
    t.intersection([t.type({ a: t.number }), t.record(t.string, t.number)]),
    {
      allOf: [
        { type: 'object', properties: { a: number }, required: ['a'] },
        { type: 'object', additionalProperties: number },
      ],
    },
  ],
  'intersection of optional members alone': [
    t.intersection([t.partial({ a: t.string }), t.partial({ b: t.number })]),
    { type: 'object', properties: { a: string, b: number } },
  ],
  'intersection with what is no object': [t.intersection([t.string, t.string]), { allOf: [string, string] }],
  'a word or a number': [t.union([t.literal('a'), t.number]), { anyOf: [{ type: 'string', const: 'a' }, number] }],
  'exact of a choice': [
    t.exact(t.union([t.type({ a: t.string }), t.type({ b: t.string })]) as unknown as t.HasProps),
    {
      anyOf: [
        { type: 'object', properties: { a: string }, required: ['a'] },
        { type: 'object', properties: { b: string }, required: ['b'] },
      ],
    },
  ],
  'a member that is void': [
    t.type({ a: t.void, b: t.string }),
    { type: 'object', properties: { b: string }, required: ['b'] },
  ],
  'a refinement called Int of another kind': [t.refinement(t.string, () => true, 'Int'), string],
  refinement: [t.refinement(t.string, (text) => text !== '', 'NonEmpty'), string],
  brand: [t.brand(t.number, (n): n is t.Branded<number, { readonly P: symbol }> => n > 0, 'P'), number],
  recursion: [
    Tree,
    {
      type: 'object',
      properties: { name: string, children: { type: 'array', items: { $ref: '#/definitions/Tree' } } },
      required: ['name', 'children'],
      definitions: {
        Tree: {
          type: 'object',
          properties: { name: string, children: { type: 'array', items: { $ref: '#/definitions/Tree' } } },
          required: ['name', 'children'],
        },
      },
    },
  ],
  'recursion inside': [
    t.type({ tree: Tree }),
    {
      type: 'object',
      properties: { tree: { $ref: '#/definitions/Tree' } },
      required: ['tree'],
      definitions: {
        Tree: {
          type: 'object',
          properties: { name: string, children: { type: 'array', items: { $ref: '#/definitions/Tree' } } },
          required: ['name', 'children'],
        },
      },
    },
  ],
};

/** What JSON has no word for, and where it stands. */
const unspeakable: Readonly<Record<string, readonly [schema: ToolParameters, path: string]>> = {
  'a codec with code of its own': [
    t.type({ day: new t.Type<Date>('Day', (u): u is Date => u instanceof Date, t.failure, t.identity) }),
    'parameters/day',
  ],
  'a function in a tuple': [t.tuple([t.string, t.Function]), 'parameters/1'],
  'a function in a record': [t.record(t.string, t.Function), 'parameters/*'],
  bigint: [t.type({ list: t.array(t.bigint) }), 'parameters/list/0'],
  function: [t.Function, 'parameters'],
  "a date of zod's": [z.object({ day: z.date() }), 'parameters'],
  "valibot's own schema": [v.object({ city: v.string() }), 'parameters'],
  nothing: [undefined as never, 'parameters'],
  'a text': ['string' as never, 'parameters'],
};

describe('jsonSchemaOf', () => {
  for (const [name, [codec, schema]] of Object.entries(codecs)) {
    it(`converts ${name} of io-ts`, () => assert.deepEqual(jsonSchemaOf(codec), schema));
  }

  const city = { type: 'object', properties: { city: string, days: { type: 'number' } }, required: ['city'] };
  const libraries: Readonly<Record<string, ToolParameters>> = {
    zod: z.object({ city: z.string(), days: z.number().optional() }),
    arktype: type({ city: 'string', 'days?': 'number' }),
    'valibot, through @valibot/to-json-schema': toStandardJsonSchema(
      v.object({ city: v.string(), days: v.optional(v.number()) }),
    ),
  };
  for (const [name, schema] of Object.entries(libraries)) {
    it(`asks ${name}`, () => assert.deepEqual(jsonSchemaOf(schema), city));
  }

  it('is of what goes in, where a schema transforms', () => {
    const schema = z.object({ city: z.string().transform((name) => name.length) });
    assert.deepEqual(jsonSchemaOf(schema), { type: 'object', properties: { city: string }, required: ['city'] });
  });

  it('asks for draft 7', () => {
    const asked: unknown[] = [];
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'mine',
        validate: (value: unknown) => ({ value }),
        jsonSchema: {
          input: (options: unknown) => {
            asked.push(options);
            return { type: 'object' };
          },
        },
      },
    } as const;
    assert.deepEqual(jsonSchemaOf(schema), { type: 'object' });
    assert.deepEqual(asked, [{ target: 'draft-07' }]);
  });

  it('leaves JSON Schema as it is, but for $schema', () => {
    const schema = { $schema: 'x', $id: 'y', $defs: { a: {} }, title: 'z', 'x-own': [1], additionalProperties: false };
    assert.deepEqual(jsonSchemaOf(schema), {
      $id: 'y',
      $defs: { a: {} },
      title: 'z',
      'x-own': [1],
      additionalProperties: false,
    });
    assert.equal(schema.$schema, 'x', 'the given one stays as it was');
  });

  for (const [name, [schema, path]] of Object.entries(unspeakable)) {
    it(`refuses ${name}, and says where`, () => {
      assert.deepInclude(
        thrownBy(() => jsonSchemaOf(schema)),
        { name: 'InvalidRequestError', paths: [path] },
      );
    });
  }

  it('writes a name as a pointer does', () => {
    const codec: t.Type<Node> = t.recursion('a/b~c', () => t.type({ next: t.union([codec, t.null]) }));
    const { properties, definitions } = jsonSchemaOf(t.type({ node: codec })) as Record<string, object>;
    assert.deepEqual(properties, { node: { $ref: '#/definitions/a~1b~0c' } });
    assert.hasAllKeys(definitions, ['a/b~c']);
  });

  it('says what is missing, and where', () => {
    const error = thrownBy(() => jsonSchemaOf(t.type({ f: t.Function }))) as { readonly issues: readonly unknown[] };
    assert.deepEqual(error.issues, [
      {
        path: 'parameters/f',
        expected: 'a codec that has a JSON Schema',
        message:
          'parameters/f must be a codec that has a JSON Schema, and "Function" has none: pass the JSON Schema itself instead',
      },
    ]);
    assert.match((thrownBy(() => jsonSchemaOf(z.object({ day: z.date() }))) as Error).message, /zod says: Date cannot/);
  });

  it('names two recursive codecs of one name apart', () => {
    const { definitions, properties } = jsonSchemaOf(t.type({ a: makeNode(), b: makeNode(), c: Tree })) as Record<
      string,
      object
    >;
    assert.deepEqual(properties, {
      a: { $ref: '#/definitions/Node' },
      b: { $ref: '#/definitions/Node2' },
      c: { $ref: '#/definitions/Tree' },
    });
    assert.hasAllKeys(definitions, ['Node', 'Node2', 'Tree']);
  });
});
