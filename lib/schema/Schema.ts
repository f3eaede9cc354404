import type { Either } from 'fp-ts/lib/Either.js';
import type { Errors } from 'io-ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { StandardSchemaV1 } from './StandardSchema.ts';

/** The part of an io-ts codec that is needed. */
interface Codec<A, I> {
  readonly _A: A;
  readonly _O: I;
  decode(value: unknown): Either<Errors, A>;
}

/**
 * A schema of values that become `A` when they are parsed: of a library that implements Standard Schema (zod, valibot, arktype), an io-ts
 * codec, or JSON Schema as it is. `I` is their type in the JSON.
 *
 * A plain JSON Schema has no type for the compiler, and values are not validated against it, except that they must be objects if it
 * requires that at its top level.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import type { Schema } from 'rxllm';
 *
 * interface City {
 *   readonly name: string;
 * }
 *
 * const byCodec: Schema<City> = t.type({ name: t.string });
 * const byJsonSchema: Schema<City> = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
 * ```
 */
export type Schema<A, I = unknown> = StandardSchemaV1<I, A> | Codec<A, I> | JsonObject;
