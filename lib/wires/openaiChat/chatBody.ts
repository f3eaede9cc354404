import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';
import { chatMessageToWire } from './chatMessageToWire.ts';

/** What differs between servers. */
export interface ChatBodyOptions {
  readonly streamUsage?: boolean | undefined;
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;
}

/** A request in the format of OpenAI's chat completions, which have every optional field. */
export function chatBody(
  { request, model, stream, unsupported }: ProviderCall,
  { streamUsage = true, maxTokensField = 'max_tokens' }: ChatBodyOptions,
): JsonObject {
  return {
    model,
    messages: request.messages.map((message, i) => chatMessageToWire(message, `messages/${i}`, unsupported)),
    stream,
    stream_options: stream && streamUsage ? { include_usage: true } : undefined,
    temperature: request.temperature,
    [maxTokensField]: request.maxTokens,
    top_p: request.topP,
    seed: request.seed,
    n: request.choices,
    stop: request.stop,
    reasoning_effort: request.reasoningEffort,
    parallel_tool_calls: request.parallelToolCalls,
    tools: request.tools?.map(toolToWire),
    tool_choice: request.toolChoice && toolChoiceToWire(request.toolChoice),
    response_format: request.responseFormat && responseFormatToWire(request.responseFormat),
  };
}

const toolToWire = ({ name, description, parameters, strict }: Tool): JsonObject => ({
  type: 'function',
  function: { name, description, parameters, strict },
});

const toolChoiceToWire = (choice: ToolChoice): string | JsonObject =>
  typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };

function responseFormatToWire(format: ResponseFormat): JsonObject {
  if (format === 'text') return { type: 'text' };
  if (format === 'json') return { type: 'json_object' };
  const { name, schema, strict } = format;
  return { type: 'json_schema', json_schema: { name, schema, strict } };
}
