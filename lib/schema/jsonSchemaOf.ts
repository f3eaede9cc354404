import * as t from 'io-ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import { codecSchemaOf } from './codecSchemaOf.ts';
import type { StandardSchemaV1 } from './StandardSchema.ts';
import { isCodec, isStandardSchema, type ToolParameters } from './ToolParameters.ts';

/**
 * The JSON Schema of a schema, in the form that is sent to a model: draft 7, without `$schema`.
 *
 * A library that implements "Standard JSON Schema" provides its own (zod from 4.2, arktype, valibot through `toStandardJsonSchema` of
 * `@valibot/to-json-schema`), an io-ts codec is converted, and JSON Schema is used as it is.
 *
 * Throws `InvalidRequestError` if there is no JSON Schema: for other libraries, for codecs with custom code (`new t.Type`), and for what
 * JSON Schema cannot express.
 *
 * @param root the prefix of the paths of issues; by default, `parameters`
 * @see https://json-schema.org/draft-07
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { jsonSchemaOf } from 'rxllm/tools';
 *
 * jsonSchemaOf(t.type({ city: t.string }));
 * // { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
 * ```
 */
export function jsonSchemaOf(schema: ToolParameters, root = 'parameters'): JsonObject {
  const { $schema: _, ...rest }: JsonObject = schemaOf(schema, root);
  return rest;
}

function schemaOf(schema: ToolParameters, root: string): JsonObject {
  if (isStandardSchema(schema)) return standardSchemaOf(schema, root);
  if (isCodec(schema)) return codecSchemaOf(schema, root);
  if (t.UnknownRecord.is(schema)) return schema;
  throw new InvalidRequestError([mustBe(root, 'a Standard Schema, an io-ts codec or a JSON Schema')]);
}

function standardSchemaOf({ '~standard': { vendor, jsonSchema } }: StandardSchemaV1, root: string): JsonObject {
  if (jsonSchema === undefined) {
    throw noJsonSchema(
      root,
      `this one, of ${vendor}, does not provide it (zod does since 4.2, arktype since 2.1.28, valibot with toStandardJsonSchema of @valibot/to-json-schema)`,
    );
  }
  try {
    return jsonSchema.input({ target: 'draft-07' });
  } catch (error) {
    throw noJsonSchema(root, `${vendor} says: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const noJsonSchema = (path: string, reason: string): InvalidRequestError =>
  new InvalidRequestError([
    {
      path,
      expected: 'a schema that has a JSON Schema',
      message: `${path} must be a schema that has a JSON Schema; ${reason}. You can also pass the JSON Schema itself`,
    },
  ]);
