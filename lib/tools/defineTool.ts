import * as t from 'io-ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import { jsonSchemaOf } from '../schema/jsonSchemaOf.ts';
import type { ArgumentsOf, ToolParameters } from '../schema/ToolParameters.ts';
import { validate } from '../schema/validate.ts';
import type { Approve, RunnableTool, ToolContext, ToolReturn } from './RunnableTool.ts';

/** The definition of a tool. */
export interface ToolDefinition<P extends ToolParameters, R> {
  /** The name by which the model calls it. */
  readonly name: string;
  /** For the model: what it does, and when to call it. */
  readonly description?: string | undefined;
  /** The schema of its arguments: of zod, valibot or arktype, an io-ts codec, or JSON Schema. It determines the type of `args`. */
  readonly parameters: P;
  /** JSON Schema of the arguments, where it can't be derived from `parameters`. */
  readonly schema?: JsonObject | undefined;
  /** Whether the service should enforce the schema, if it can. */
  readonly strict?: boolean | undefined;
  /** Does the work. If absent, the caller's own client does it, and the run ends with `tool-calls`. */
  readonly execute?: ((args: ArgumentsOf<P>, context: ToolContext) => ToolReturn<R>) | undefined;
  /** Decides before each call whether it may be executed; takes precedence over the run's own `approve`. */
  readonly approve?: Approve | undefined;
  /** Encodes the result for the model. @default a string as it is, else JSON */
  readonly encode?: ((result: R) => string) | undefined;
}

const Name = t.refinement(t.string, (name) => name !== '', 'a name');
const Parameters = t.refinement(t.unknown, (value) => value !== undefined && value !== null, 'a schema');

const Definition = members<ToolDefinition<JsonObject, unknown>>(
  'an object that defines a tool',
  {
    name: Name,
    description: t.string,
    parameters: Parameters as never,
    schema: t.UnknownRecord,
    strict: t.boolean,
    execute: t.Function as never,
    approve: t.Function as never,
    encode: t.Function as never,
  },
  { required: ['name', 'parameters'], otherNames: { inputschema: 'parameters', input: 'parameters', run: 'execute' } },
);

/**
 * Makes a tool that `runTools` can run. It is also a `Tool`, and may be used in any request.
 *
 * `parameters` validates the arguments before `execute` receives them: arguments that do not fit are reported to the model and never
 * reach `execute`. A JSON Schema is sent as it is, and accepts every object.
 *
 * Throws `InvalidRequestError` for a bad definition, and if no JSON Schema of an object can be derived from `parameters`: then pass
 * `schema`.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { defineTool } from 'rxllm/tools';
 *
 * const weather = defineTool({
 *   name: 'weather',
 *   description: 'The weather of a city.',
 *   parameters: t.type({ city: t.string }),
 *   execute: async ({ city }, { signal }) => (await fetch(`https://weather.example/${city}`, { signal })).json() as unknown,
 * });
 * ```
 */
export function defineTool<P extends ToolParameters, R = unknown>(definition: ToolDefinition<P, R>): RunnableTool {
  decodeOrThrow(Definition, definition, 'definition');
  const { name, description, parameters, schema, strict, execute, approve, encode } = definition;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: objectSchemaOf(parameters, schema),
    ...(strict === undefined ? {} : { strict }),
    validate: (args) => validate(parameters, args),
    ...(execute === undefined ? {} : { execute: execute as RunnableTool['execute'] }),
    ...(approve === undefined ? {} : { approve }),
    ...(encode === undefined ? {} : { encode: encode as RunnableTool['encode'] }),
  };
}

/** Services call tools with objects only. */
function objectSchemaOf(parameters: ToolParameters, schema: JsonObject | undefined): JsonObject {
  const root = schema === undefined ? 'definition/parameters' : 'definition/schema';
  const found = jsonSchemaOf(schema ?? parameters, root);
  if (found['type'] === undefined || found['type'] === 'object') return found;
  throw new InvalidRequestError([mustBe(root, 'a schema of an object')]);
}
