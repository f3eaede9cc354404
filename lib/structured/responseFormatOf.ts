import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import type { ResponseFormat } from '../request/ResponseFormat.ts';
import { jsonSchemaOf } from '../schema/jsonSchemaOf.ts';
import type { ToolParameters } from '../schema/ToolParameters.ts';

/** Options of `responseFormatOf`. */
export interface ResponseFormatOptions {
  /** Should the service hold the model to the schema, where it can? @default the service's own */
  readonly strict?: boolean | undefined;
}

/**
 * The `responseFormat` of a request for JSON of a schema: of zod, valibot or arktype, an io-ts codec, or a JSON Schema as it is.
 *
 * The JSON Schema is the library's own, of what goes into the schema, and only `$schema` is taken out. OpenAI's strict mode wants
 * `additionalProperties: false` and every member required, at each level: write `z.strictObject` or `t.strict`, and a union with null for
 * a member that may be missing. Most services want an object at the top: put a list into one.
 *
 * Throws `InvalidRequestError` without a name, and where no JSON Schema can be had of the schema.
 *
 * @param name what the service calls the format; for OpenAI letters, digits, `_` and `-`
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
    throw new InvalidRequestError([mustBe('name', 'a text that is not empty')]);
  return { name, schema: jsonSchemaOf(schema, 'schema'), ...(strict === undefined ? {} : { strict }) };
}
