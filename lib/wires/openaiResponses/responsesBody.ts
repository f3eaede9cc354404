import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { OptionalField } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';
import { responsesInput } from './responsesInput.ts';

/** What the wire has a place for. */
export const RESPONSES_FIELDS: readonly OptionalField[] = [
  'temperature',
  'maxTokens',
  'topP',
  'reasoningEffort',
  'parallelToolCalls',
  'tools',
  'toolChoice',
  'responseFormat',
];

/** What of the factory's options concerns the body. */
export interface ResponsesBodyOptions {
  readonly reasoningSummary?: string | undefined;
  readonly stateless?: boolean | undefined;
  /** The caller's own fields, which may say whether the answer is kept. */
  readonly body?: JsonObject | undefined;
}

/** A request in the words of OpenAI's Responses. */
export function responsesBody(
  { request, model, stream, unsupported }: ProviderCall,
  { reasoningSummary: summary, stateless = false, body }: ResponsesBodyOptions,
): JsonObject {
  const { reasoningEffort: effort, responseFormat: format, toolChoice: choice } = request;
  const isStored = (request.body?.['store'] ?? body?.['store'] ?? !stateless) !== false;
  return {
    model,
    input: responsesInput(request.messages, { isStored, unsupported }),
    stream,
    max_output_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    reasoning: effort === undefined && summary === undefined ? undefined : { effort, summary },
    parallel_tool_calls: request.parallelToolCalls,
    tools: request.tools?.map(toolToWire),
    tool_choice: choice && choiceToWire(choice),
    text: format && { format: formatToWire(format) },
    store: stateless ? false : undefined,
    include: stateless ? ['reasoning.encrypted_content'] : undefined,
  };
}

/** Left out, `strict` means strict on this wire, and the server would change the schema. */
const toolToWire = ({ name, description, parameters, strict = false }: Tool): JsonObject => ({
  type: 'function',
  name,
  description,
  parameters,
  strict,
});

const choiceToWire = (choice: ToolChoice): string | JsonObject =>
  typeof choice === 'string' ? choice : { type: 'function', name: choice.name };

function formatToWire(format: ResponseFormat): JsonObject {
  if (format === 'text') return { type: 'text' };
  if (format === 'json') return { type: 'json_object' };
  const { name, schema, strict } = format;
  return { type: 'json_schema', name, schema, strict };
}
