import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';
import { optional } from '../codec/optional.ts';
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

/** The codec of `ResponseFormat`. */
export const ResponseFormat: t.Type<ResponseFormat> = dispatch<ResponseFormat>(
  '"text", "json" or { name, schema }',
  (value) => {
    if (typeof value === 'string') return t.keyof({ text: null, json: null }, '"text" or "json"');
    if (!t.UnknownRecord.is(value)) return undefined;
    return t.intersection([
      t.type({ name: t.string, schema: t.UnknownRecord }),
      t.partial({ strict: optional(t.boolean) }),
    ]);
  },
);
