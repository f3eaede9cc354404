import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';
import { oneOf } from '../codec/oneOf.ts';
import { shape } from '../codec/shape.ts';
import type { JsonObject } from './JsonObject.ts';

/**
 * A function that the model may call.
 *
 * @example
 * ```ts
 * import type { Tool } from 'rxllm';
 *
 * const weather: Tool = {
 *   name: 'weather',
 *   description: 'The weather of a city.',
 *   parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
 * };
 * ```
 */
export interface Tool {
  /** The name by which the model calls it. */
  readonly name: string;
  /** What it does and when to call it, for the model. */
  readonly description?: string | undefined;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  /** Whether the service should enforce the schema, if it can. @default false, or the service's own default */
  readonly strict?: boolean | undefined;
}

/** `auto`, `none`, `required`, or the one tool to call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** The codec of `Tool`. Further members are the caller's own. */
export const Tool: t.Type<Tool> = shape(
  'a tool',
  { name: t.string, parameters: t.UnknownRecord },
  { description: t.string, strict: t.boolean },
);

const Word = oneOf('auto', 'none', 'required');
const OneTool = shape('a tool', { name: t.string });

/** The codec of `ToolChoice`. */
export const ToolChoice: t.Type<ToolChoice> = dispatch<ToolChoice>(
  '"auto", "none", "required" or { name: string }',
  (value) => (typeof value === 'string' ? Word : t.UnknownRecord.is(value) ? OneTool : undefined),
);
