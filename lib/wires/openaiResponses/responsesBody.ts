import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { OptionalField } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';
import { responsesInput } from './responsesInput.ts';

/** The fields that the wire supports. */
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

/** The options of the factory that concern the body. */
export interface ResponsesBodyOptions {
  readonly reasoningSummary?: string | undefined;
  readonly stateless?: boolean | undefined;
  /** The caller's own fields, which may determine whether the answer is stored. */
  readonly body?: JsonObject | undefined;
}

/** A request in the format of OpenAI's Responses API. */
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

/** On this wire an omitted `strict` means strict, and the server would change the schema. */
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
