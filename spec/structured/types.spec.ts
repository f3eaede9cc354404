import { type } from 'arktype';
import { expectTypeOf } from 'expect-type';
import type { Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { OperatorFunction } from 'rxjs';
import * as v from 'valibot';
import * as z from 'zod';
import {
  type Chunk,
  decodeObject,
  type DeepPartial,
  elements,
  type ObjectFailure,
  partialObject,
  type ResponseFormat,
  responseFormatOf,
} from '../../lib/index.ts';

interface City {
  name: string;
  sights: string[];
}
type Decoding<A> = OperatorFunction<Chunk, Either<ObjectFailure, A>>;

/** Checked by the compiler, before anything runs. */
describe('the types of structured answers', () => {
  const zodCity = z.object({ name: z.string(), sights: z.array(z.string()) });
  const valibotCity = v.object({ name: v.string(), sights: v.array(v.string()) });
  const arktypeCity = type({ name: 'string', sights: 'string[]' });
  const codecCity = t.type({ name: t.string, sights: t.array(t.string) });

  it('come from schemas of each kind', () => {
    expectTypeOf(decodeObject(zodCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(decodeObject(valibotCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(decodeObject(arktypeCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(decodeObject(codecCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(elements(['cities'], zodCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(elements(['cities'], codecCity)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(elements(['cities'])).toEqualTypeOf<Decoding<unknown>>();
    expectTypeOf(partialObject(zodCity)).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
    expectTypeOf(partialObject(valibotCity)).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
    expectTypeOf(partialObject(arktypeCity)).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
    expectTypeOf(partialObject(codecCity)).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
  });

  it('are said by hand where a schema has none', () => {
    const json = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } as const;
    expectTypeOf(decodeObject({ type: 'object' })).toEqualTypeOf<Decoding<unknown>>();
    expectTypeOf(decodeObject(json)).toEqualTypeOf<Decoding<unknown>>();
    expectTypeOf(elements<City>(['cities'], json)).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(responseFormatOf('city', json)).toExtend<ResponseFormat>();
    expectTypeOf(decodeObject<City>({ type: 'object' })).toEqualTypeOf<Decoding<City>>();
    expectTypeOf(partialObject()).toEqualTypeOf<OperatorFunction<Chunk, unknown>>();
    expectTypeOf(partialObject<City>()).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
    expectTypeOf(partialObject<City>({ type: 'object' })).toEqualTypeOf<OperatorFunction<Chunk, DeepPartial<City>>>();
  });

  it('are those of the JSON while it comes, and those that the schema makes of it when it is whole', () => {
    const schema = z.object({ at: z.string().transform((at) => new Date(at)), days: z.number().default(3) });
    expectTypeOf(partialObject(schema)).toEqualTypeOf<
      OperatorFunction<Chunk, DeepPartial<{ at: string; days?: number | undefined }>>
    >();
    expectTypeOf(decodeObject(schema)).toEqualTypeOf<Decoding<{ at: Date; days: number }>>();
  });

  it('are partial all the way down', () => {
    expectTypeOf<DeepPartial<City>>().toEqualTypeOf<{
      readonly name?: string;
      readonly sights?: readonly string[];
    }>();
    expectTypeOf<DeepPartial<'red' | 'green' | null>>().toEqualTypeOf<string | null>();
    expectTypeOf<DeepPartial<readonly City[]>>().toEqualTypeOf<readonly DeepPartial<City>[]>();
    expectTypeOf<DeepPartial<[number, City]>>().toEqualTypeOf<readonly [number?, DeepPartial<City>?]>();
    expectTypeOf<DeepPartial<Record<string, City>>>().toEqualTypeOf<{
      readonly [key: string]: DeepPartial<City> | undefined;
    }>();
    expectTypeOf<DeepPartial<unknown>>().toEqualTypeOf<unknown>();
  });
});
