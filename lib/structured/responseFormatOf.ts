import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import type { ResponseFormat } from '../request/ResponseFormat.ts';
import { jsonSchemaOf } from '../schema/jsonSchemaOf.ts';
import type { ToolParameters } from '../schema/ToolParameters.ts';

/** Options of `responseFormatOf`. */
export interface ResponseFormatOptions {
  /** Whether the service should enforce the schema, if it can. @default the service's own */
  readonly strict?: boolean | undefined;
}

/**
 * The `responseFormat` of a request for JSON that fits a schema: of zod, valibot or arktype, an io-ts codec, or a JSON Schema as it is.
 *
 * The JSON Schema is the one that the schema library provides for its input, and only `$schema` is removed. OpenAI's strict mode requires
 * `additionalProperties: false` and every member to be required, at each level: use `z.strictObject` or `t.strict`, and a union with null
 * for a member that may be missing. Most services require an object at the top level: wrap a list in one.
 *
 * Throws `InvalidRequestError` without a name, and if no JSON Schema can be derived from the schema.
 *
 * @param name the name of the format for the service; for OpenAI letters, digits, `_` and `-`
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { responseFormatOf } from 'rxllm';
 *
 * responseFormatOf('city', t.strict({ name: t.string }), { strict: true });
 * // { name: 'city', schema: { type: 'object', properties: …, required: ['name'], additionalProperties: false }, strict: true }
 * ```
 */
export function responseFormatOf(
  name: string,
  schema: ToolParameters,
  { strict }: ResponseFormatOptions = {},
): Exclude<ResponseFormat, string> {
  if (typeof name !== 'string' || name === '')
    throw new InvalidRequestError([mustBe('name', 'a string that is not empty')]);
  return { name, schema: jsonSchemaOf(schema, 'schema'), ...(strict === undefined ? {} : { strict }) };
}
