import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { ChatRequest, OptionalField } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { conversation } from './conversation.ts';
import { type Thinking, type ThinkingMode, thinkingOf } from './thinkingOf.ts';
import { toolChoiceToWire, toolToWire } from './toolsToWire.ts';
import { containerOf } from './turnBlocks.ts';

/** The fields that the wire supports. */
export const MESSAGES_FIELDS: readonly OptionalField[] = [
  'temperature',
  'maxTokens',
  'topP',
  'stop',
  'reasoningEffort',
  'parallelToolCalls',
  'tools',
  'toolChoice',
  'responseFormat',
];

const MAX_TOKENS = 8192;
const MAX_TOKENS_OF_THINKING = 32_000;

/** The options of a factory that concern the body. */
export interface MessagesBodyOptions {
  readonly maxTokens?: number | undefined;
  readonly thinking?: ThinkingMode | undefined;
  readonly body?: JsonObject | undefined;
}

/** A request in the format of Anthropic's Messages API. */
export function messagesBody(call: ProviderCall, options: MessagesBodyOptions, server: string): JsonObject {
  const { request, model, stream, unsupported } = call;
  const { thinks, effort, thinking, budget } = thinkingOf(
    request.reasoningEffort,
    options.thinking ?? 'adaptive',
    unsupported,
  );
  const callers = { ...options.body, ...request.body };
  const { system, messages } = conversation(call, server);
  return {
    model,
    max_tokens: maxTokensOf(request, options, callers, { thinks, budget }),
    system,
    messages,
    stream,
    temperature: temperatureOf(call, thinks),
    top_p: request.topP,
    stop_sequences: request.stop,
    tools: request.tools?.map(toolToWire),
    tool_choice: toolChoiceToWire(request),
    // The caller's own value replaces ours: members of both kinds in one object would be refused.
    thinking: 'thinking' in callers ? undefined : thinking,
    output_config: outputConfigOf(call, effort),
    container: containerOf(request.messages),
  };
}

/** Mandatory on this wire. Thinking counts towards it. */
function maxTokensOf(
  { maxTokens }: ChatRequest,
  options: MessagesBodyOptions,
  { thinking }: JsonObject,
  { thinks, budget }: Pick<Thinking, 'thinks' | 'budget'>,
): number {
  const given = maxTokens ?? options.maxTokens;
  if (budget > 0) return (given ?? MAX_TOKENS) + budget;
  const callersBudget = isRecord(thinking) ? thinking['budget_tokens'] : undefined;
  if (typeof callersBudget === 'number') return given ?? MAX_TOKENS + callersBudget;
  return given ?? (thinks ? MAX_TOKENS_OF_THINKING : MAX_TOKENS);
}

function temperatureOf({ request, unsupported }: ProviderCall, thinks: boolean): number | undefined {
  if (!thinks || request.temperature === undefined) return request.temperature;
  unsupported('temperature', 'it cannot be combined with reasoning');
  return undefined;
}

function outputConfigOf({ request, unsupported }: ProviderCall, effort: string | undefined): JsonObject | undefined {
  const { responseFormat } = request;
  if (responseFormat === 'json') unsupported('responseFormat', 'this service supports JSON only with a schema');
  const format =
    typeof responseFormat === 'object' ? { type: 'json_schema', schema: responseFormat.schema } : undefined;
  return effort === undefined && format === undefined ? undefined : { effort, format };
}
