import type * as t from 'io-ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { StandardOutput, StandardSchemaV1 } from './StandardSchema.ts';

/**
 * A schema of a tool's arguments: of a library that implements Standard Schema (zod, valibot, arktype), an io-ts codec, or JSON Schema as
 * it is. JSON Schema is sent to the model, and arguments are not validated against it.
 */
export type ToolParameters = StandardSchemaV1 | t.Any | JsonObject;

/** The type of the arguments once they have been parsed. */
export type ArgumentsOf<P> = P extends StandardSchemaV1
  ? StandardOutput<P>
  : P extends t.Any
    ? t.TypeOf<P>
    : JsonObject;

/** Schemas of zod and valibot are objects, those of arktype are functions. */
export const isStandardSchema = (schema: unknown): schema is StandardSchemaV1 =>
  ((typeof schema === 'object' && schema !== null) || typeof schema === 'function') && '~standard' in schema;

/** Whether it is an io-ts codec, of this or another copy of io-ts. */
export const isCodec = (schema: unknown): schema is t.Any =>
  typeof schema === 'object' &&
  schema !== null &&
  'decode' in schema &&
  typeof schema.decode === 'function' &&
  'validate' in schema &&
  typeof schema.validate === 'function';
