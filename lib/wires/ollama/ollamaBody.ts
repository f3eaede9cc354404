import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { ChatRequest, OptionalField } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool } from '../../request/Tool.ts';
import { ollamaMessages } from './ollamaMessages.ts';
import { thinkOf } from './thinkOf.ts';

/** The fields that the wire supports. */
export const OLLAMA_FIELDS: readonly OptionalField[] = [
  'temperature',
  'maxTokens',
  'topP',
  'seed',
  'stop',
  'reasoningEffort',
  'tools',
  'toolChoice',
  'responseFormat',
];

/** What is sent to the server in addition to the request. */
export interface OllamaBodyOptions {
  readonly numCtx?: number | undefined;
  readonly keepAlive?: string | number | undefined;
}

/** A request in the format of Ollama's `/api/chat`. */
export function ollamaBody(
  { request, model, stream, unsupported }: ProviderCall,
  { numCtx, keepAlive }: OllamaBodyOptions,
): JsonObject {
  return {
    model,
    messages: ollamaMessages(request.messages, unsupported),
    // By default the server streams.
    stream,
    format: request.responseFormat && formatToWire(request.responseFormat),
    options: optionsToWire(request, numCtx),
    tools: toolsToWire(request, unsupported),
    think: thinkOf(request.reasoningEffort, unsupported),
    keep_alive: keepAlive,
  };
}

function formatToWire(format: ResponseFormat): string | JsonObject | undefined {
  if (format === 'text') return undefined;
  return format === 'json' ? 'json' : format.schema;
}

/** Outside `options` the server silently ignores these. */
function optionsToWire(
  { temperature, topP, seed, maxTokens, stop }: ChatRequest,
  numCtx: number | undefined,
): JsonObject | undefined {
  const options = { temperature, top_p: topP, seed, num_predict: maxTokens, stop, num_ctx: numCtx };
  return Object.values(options).every((value) => value === undefined) ? undefined : options;
}

/** The wire has no field for a tool choice: a model that may not call gets no tools, and calls cannot be forced. */
function toolsToWire(
  { tools, toolChoice = 'auto' }: ChatRequest,
  unsupported: ProviderCall['unsupported'],
): readonly JsonObject[] | undefined {
  if (toolChoice === 'none') return undefined;
  if (toolChoice !== 'auto')
    unsupported('toolChoice', 'it must be "auto" or "none", since no model can be made to call');
  return tools?.map(toolToWire);
}

const toolToWire = ({ name, description, parameters }: Tool): JsonObject => ({
  type: 'function',
  function: { name, description, parameters },
});
