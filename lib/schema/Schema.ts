import type { Either } from 'fp-ts/lib/Either.js';
import type { Errors } from 'io-ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { StandardSchemaV1 } from './StandardSchema.ts';

/** What is needed of an io-ts codec. */
interface Codec<A, I> {
  readonly _A: A;
  readonly _O: I;
  decode(value: unknown): Either<Errors, A>;
}

/**
 * A schema of values that become `A` when they are read: of a library that speaks Standard Schema (zod, valibot, arktype), an io-ts codec, or JSON Schema
 * as it is. `I` is what they are in the JSON.
 *
 * A plain JSON Schema has no type for the compiler, and values are not checked against it, but for whether they are objects where it
 * says so at its top.
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
