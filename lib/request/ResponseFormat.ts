import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';
import { oneOf } from '../codec/oneOf.ts';
import { shape } from '../codec/shape.ts';
import type { JsonObject } from './JsonObject.ts';

/** Plain text, any JSON, or JSON that matches a schema. */
export type ResponseFormat =
  | 'text'
  | 'json'
  | {
      /** The name of the object, for the model. */
      readonly name: string;
      /** JSON Schema of the answer. */
      readonly schema: JsonObject;
      /** Whether the service should enforce the schema, if it can. */
      readonly strict?: boolean | undefined;
    };

const Word = oneOf('text', 'json');
const Schema = shape('a schema', { name: t.string, schema: t.UnknownRecord }, { strict: t.boolean });

/** The codec of `ResponseFormat`. */
export const ResponseFormat: t.Type<ResponseFormat> = dispatch<ResponseFormat>(
  '"text", "json" or { name, schema }',
  (value) => (typeof value === 'string' ? Word : t.UnknownRecord.is(value) ? Schema : undefined),
);
