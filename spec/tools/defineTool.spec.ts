import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import { assert } from 'chai';
import { expectTypeOf } from 'expect-type';
import * as t from 'io-ts';
import { type Observable, of } from 'rxjs';
import * as v from 'valibot';
import * as z from 'zod';
import type { JsonObject, Tool } from '../../lib/index.ts';
import { script } from '../../lib/testing/index.ts';
import {
  type ArgumentsOf,
  defineTool,
  type RunnableTool,
  runTools,
  type ToolContext,
  type ToolDefinition,
  type ToolReturn,
} from '../../lib/tools/index.ts';
import { thrownBy } from '../sources/fakeSource.ts';
import { outcomeOf } from '../support/outcome.ts';
import { anything, calling, request } from './parts.ts';

const city = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'number' } },
  required: ['city'],
};

/** The same tool, its parameters in the words of each library. */
const weather: Readonly<Record<string, RunnableTool>> = {
  zod: defineTool({
    name: 'weather',
    parameters: z.object({ city: z.string(), days: z.number().optional() }),
    execute: (args) => `${args.city} ${args.days ?? 'now'}`,
  }),
  arktype: defineTool({
    name: 'weather',
    parameters: type({ city: 'string', 'days?': 'number' }),
    execute: (args) => `${args.city} ${args.days ?? 'now'}`,
  }),
  'valibot through @valibot/to-json-schema': defineTool({
    name: 'weather',
    parameters: toStandardJsonSchema(v.object({ city: v.string(), days: v.optional(v.number()) })),
    execute: (args) => `${args.city} ${args.days ?? 'now'}`,
  }),
  'valibot with a JSON Schema of its own': defineTool({
    name: 'weather',
    parameters: v.object({ city: v.string(), days: v.optional(v.number()) }),
    schema: { $schema: 'http://json-schema.org/draft-07/schema#', ...city },
    execute: (args) => `${args.city} ${args.days ?? 'now'}`,
  }),
  'io-ts': defineTool({
    name: 'weather',
    parameters: t.intersection([t.type({ city: t.string }), t.partial({ days: t.number })]),
    execute: (args) => `${args.city} ${args.days ?? 'now'}`,
  }),
  'JSON Schema': defineTool({
    name: 'weather',
    parameters: { $schema: 'http://json-schema.org/draft-07/schema#', ...city },
    execute: ({ city: name, days = 'now' }) => `${name as string} ${days as number}`,
  }),
};

const approve = (): boolean => true;

describe('defineTool', () => {
  for (const [library, tool] of Object.entries(weather)) {
    describe(`with parameters of ${library}`, () => {
      it('tells the model their JSON Schema', () => {
        assert.deepEqual(tool.parameters, city);
        assert.equal(tool.name, 'weather');
      });

      it('runs with arguments that fit', async () => {
        const source = script([calling({ id: 'a', name: 'weather', arguments: { city: 'Oslo', days: 3 } }), 'Done.']);
        await outcomeOf(runTools(source, { tools: [tool] }).stream(request));
        assert.deepInclude(source.requests[1]?.messages.at(-1), { content: 'Oslo 3' });
      });

      if (library !== 'JSON Schema') {
        it('does not run with others, and tells where they do not fit', async () => {
          const source = script([calling({ id: 'a', name: 'weather', arguments: { city: 5 } }), 'Done.']);
          await outcomeOf(runTools(source, { tools: [tool] }).stream(request));
          const result = source.requests[1]?.messages.at(-1);
          assert.deepInclude(result, { isError: true });
          assert.match(result?.content as string, /^Error: the arguments do not fit: city.*string/);
        });
      }
    });
  }

  it('is a Tool, and holds what it was given', () => {
    const tool = defineTool({
      name: 'clock',
      description: 'The time.',
      parameters: t.type({}),
      strict: true,
      approve,
      encode: String,
      execute: () => 1,
    });
    expectTypeOf(tool).toExtend<Tool>();
    assert.deepInclude(tool, {
      name: 'clock',
      description: 'The time.',
      parameters: { type: 'object', properties: {} },
      strict: true,
      approve,
    });
    assert.equal(tool.execute?.({}, undefined as never), 1);
  });

  it('without execute is for the caller’s own client', () => {
    const tool = defineTool({ name: 'browser', parameters: anything });
    assert.doesNotHaveAnyKeys(tool, ['execute', 'approve', 'encode', 'description', 'strict']);
  });

  it('takes a schema in the place of what cannot be derived', () => {
    const parameters = t.type({
      day: new t.Type<Date>('Day', (u): u is Date => u instanceof Date, t.failure, t.identity),
    });
    assert.deepEqual(defineTool({ name: 'x', parameters, schema: anything }).parameters, anything);
  });

  it('takes a schema that says nothing of its type', () => {
    assert.deepEqual(defineTool({ name: 'x', parameters: {} }).parameters, {});
    const either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    assert.hasAllKeys(defineTool({ name: 'x', parameters: either }).parameters, ['anyOf']);
  });

  const wrong: Readonly<Record<string, readonly [definition: unknown, paths: readonly string[]]>> = {
    nothing: [undefined, ['definition']],
    'no name': [{ parameters: {} }, ['definition/name']],
    'an empty name': [{ name: '', parameters: {} }, ['definition/name']],
    'no parameters': [{ name: 'x' }, ['definition/parameters']],
    'parameters that are no schema': [{ name: 'x', parameters: 'object' }, ['definition/parameters']],
    'parameters that have no JSON Schema': [{ name: 'x', parameters: v.object({}) }, ['definition/parameters']],
    'a codec that has none': [{ name: 'x', parameters: t.type({ f: t.Function }) }, ['definition/parameters/f']],
    'a schema of a text': [{ name: 'x', parameters: z.string() }, ['definition/parameters']],
    'a JSON Schema of an array': [{ name: 'x', parameters: { type: 'array' } }, ['definition/parameters']],
    'a JSON Schema of its own of an array': [
      { name: 'x', parameters: {}, schema: { type: 'array' } },
      ['definition/schema'],
    ],
    'execute that is no function': [{ name: 'x', parameters: {}, execute: 1 }, ['definition/execute']],
    'a member that does not exist': [{ name: 'x', parameters: {}, run: () => 1 }, ['definition/run']],
  };
  for (const [name, [definition, paths]] of Object.entries(wrong)) {
    it(`refuses ${name} at once`, () => {
      assert.deepInclude(
        thrownBy(() => defineTool(definition as never)),
        { name: 'InvalidRequestError', paths },
      );
    });
  }

  it('says what to do where there is no JSON Schema', () => {
    const message = (thrownBy(() => defineTool({ name: 'x', parameters: v.object({}) })) as Error).message;
    assert.include(message, 'toStandardJsonSchema of @valibot/to-json-schema');
    assert.include(message, 'You can also pass the JSON Schema itself');
  });

  describe('infers', () => {
    it('the arguments from the parameters', () => {
      const zod = z.object({ city: z.string(), days: z.string().transform(Number) });
      expectTypeOf<ArgumentsOf<typeof zod>>().toEqualTypeOf<{ city: string; days: number }>();
      const valibot = v.object({ city: v.string(), days: v.optional(v.number()) });
      expectTypeOf<ArgumentsOf<typeof valibot>>().toEqualTypeOf<{ city: string; days?: number | undefined }>();
      const ark = type({ city: 'string', 'days?': 'number' });
      expectTypeOf<ArgumentsOf<typeof ark>>().toEqualTypeOf<{ city: string; days?: number }>();
      const codec = t.type({ city: t.string, days: t.readonlyArray(t.Int) });
      expectTypeOf<ArgumentsOf<typeof codec>>().toEqualTypeOf<t.TypeOf<typeof codec>>();
      expectTypeOf<ArgumentsOf<typeof anything>>().toEqualTypeOf<JsonObject>();
    });

    it('the arguments of a tool of each library', () => {
      type City = { city: string; days?: number | undefined };
      const name = 'weather';
      defineTool({
        name,
        parameters: z.object({ city: z.string(), days: z.number().optional() }),
        execute: (args) => expectTypeOf(args).toEqualTypeOf<City>(),
      });
      defineTool({
        name,
        parameters: v.object({ city: v.string(), days: v.optional(v.number()) }),
        schema: city,
        execute: (args) => expectTypeOf(args).toEqualTypeOf<City>(),
      });
      defineTool({
        name,
        parameters: toStandardJsonSchema(v.object({ city: v.string() })),
        execute: (args) => expectTypeOf(args).toEqualTypeOf<{ city: string }>(),
      });
      defineTool({
        name,
        parameters: type({ city: 'string', 'days?': 'number' }),
        execute: (args) => expectTypeOf(args).toEqualTypeOf<{ city: string; days?: number }>(),
      });
      defineTool({
        name,
        parameters: t.intersection([t.type({ city: t.string }), t.partial({ days: t.number })]),
        execute: (args) => {
          expectTypeOf(args.city).toEqualTypeOf<string>();
          expectTypeOf(args.days).toEqualTypeOf<number | undefined>();
        },
      });
    });

    it('no more than an object from JSON Schema, written as const or not, since it is not checked', () => {
      const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const;
      defineTool({
        name: 'weather',
        parameters,
        execute: (args) => {
          expectTypeOf(args).toEqualTypeOf<JsonObject>();
          expectTypeOf(args['city']).toEqualTypeOf<unknown>();
        },
      });
      defineTool({
        name: 'weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
        execute: (args) => expectTypeOf(args).toEqualTypeOf<JsonObject>(),
      });
      expectTypeOf<ArgumentsOf<typeof parameters>>().toEqualTypeOf<JsonObject>();
    });

    it('the arguments that a schema gives where it transforms them', () => {
      defineTool({
        name: 'remind',
        parameters: z.object({ at: z.string().transform((at) => new Date(at)), days: z.number().default(3) }),
        execute: (args) => expectTypeOf(args).toEqualTypeOf<{ at: Date; days: number }>(),
      });
    });

    it('what execute and encode are given', () => {
      defineTool({
        name: 'x',
        parameters: z.object({ city: z.string() }),
        execute: (args, context) => {
          expectTypeOf(args).toEqualTypeOf<{ city: string }>();
          expectTypeOf(context).toEqualTypeOf<ToolContext>();
          return Promise.resolve(5);
        },
        encode: (result) => {
          expectTypeOf(result).toEqualTypeOf<number>();
          return String(result);
        },
      });
      defineTool({
        name: 'y',
        parameters: t.type({ city: t.string }),
        execute: ({ city: name }) => of(name.length),
        encode: (result) => result.toFixed(1),
      });
      defineTool({
        name: 'z',
        parameters: anything,
        async *execute(args) {
          expectTypeOf(args).toEqualTypeOf<JsonObject>();
          yield 'x';
        },
        encode: (result) => result.toUpperCase(),
      });
    });

    it('what a tool may return', () => {
      expectTypeOf<Observable<number>>().toExtend<ToolReturn<number>>();
      expectTypeOf<Promise<number>>().toExtend<ToolReturn<number>>();
      expectTypeOf<AsyncGenerator<number>>().toExtend<ToolReturn<number>>();
      expectTypeOf<number>().toExtend<ToolReturn<number>>();
    });

    it('that arguments of another kind are a mistake', () => {
      const parameters = z.object({ city: z.string() });
      const definition: ToolDefinition<typeof parameters, number> = { name: 'x', parameters };
      // @ts-expect-error -- there is no such argument
      defineTool({ ...definition, execute: ({ town }) => town });
    });
  });
});
