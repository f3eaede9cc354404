import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import type { ChatRequest } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Block, Message, Part, ToolCall } from '../../request/Message.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';
import {
  type OpenAIContent,
  type OpenAIFormat,
  type OpenAIMessage,
  type OpenAIPart,
  OpenAIRequest,
  type OpenAITool,
  type OpenAIToolCall,
  type OpenAIToolChoice,
} from './OpenAIRequest.ts';

/** Fields that change what an answer is, and are not supported: ignoring them would give the answer to another question. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  functions: 'functions is not supported: use tools',
  function_call: 'function_call is not supported: use tool_choice',
  audio: 'audio is not supported',
  web_search_options: 'web_search_options is not supported',
};

/** The request of an OpenAI client as a `ChatRequest`, and the fields that concern only its answer. */
export interface AskedChat {
  readonly request: ChatRequest;
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

/**
 * Reads the JSON of `POST /chat/completions`. Fields with their default value are omitted, since not every service supports them. Unknown
 * fields are ignored, except for the passed ones, which become the request's `body`.
 *
 * Throws `InvalidRequestError` with the paths of the JSON.
 */
export function toChatRequest(json: unknown, passedFields: readonly string[] = []): AskedChat {
  decodeOrThrow(OpenAIRequest, json);
  checkSupported(json as object);
  const asked = json as OpenAIRequest;
  const stream = asked.stream === true;
  const request = {
    model: asked.model || undefined,
    messages: asked.messages.map(toMessage),
    stream,
    temperature: asked.temperature ?? undefined,
    maxTokens: asked.max_completion_tokens ?? asked.max_tokens ?? undefined,
    topP: asked.top_p ?? undefined,
    seed: asked.seed ?? undefined,
    choices: asked.n === 1 ? undefined : (asked.n ?? undefined),
    stop: toStop(asked.stop),
    reasoningEffort: asked.reasoning_effort ?? undefined,
    ...toolsOf(asked),
    responseFormat: asked.response_format ? toFormat(asked.response_format) : undefined,
    body: passedOf(asked, passedFields),
  };
  return { request: withoutAbsent(request), stream, includeUsage: asked.stream_options?.include_usage === true };
}

function checkSupported(json: object): void {
  const issues = Object.entries(UNSUPPORTED).flatMap(([path, message]) =>
    ((json as Record<string, unknown>)[path] ?? undefined) === undefined
      ? []
      : [{ path, expected: 'nothing', message }],
  );
  if (issues.length > 0) throw new InvalidRequestError(issues);
}

function toStop(stop: OpenAIRequest['stop']): readonly string[] | undefined {
  if (typeof stop === 'string') return [stop];
  return stop && stop.length > 0 ? stop : undefined;
}

function passedOf(asked: JsonObject, names: readonly string[]): JsonObject | undefined {
  const passed = names.filter((name) => Object.hasOwn(asked, name) && asked[name] !== null);
  return passed.length === 0 ? undefined : Object.fromEntries(passed.map((name) => [name, asked[name]]));
}

/** Options for tools mean nothing without tools. */
function toolsOf({ tools, tool_choice: choice, parallel_tool_calls: parallel }: OpenAIRequest): Partial<ChatRequest> {
  if (!tools || tools.length === 0) return {};
  return {
    tools: tools.map(toTool),
    toolChoice: choice ? toToolChoice(choice) : undefined,
    parallelToolCalls: parallel ?? undefined,
  };
}

function toMessage(message: OpenAIMessage): Message {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: toContent(message.content) };
    case 'assistant':
      return toAssistantMessage(message);
    case 'tool':
      return { role: 'tool', toolCallId: message.tool_call_id, content: toContent(message.content) };
    default:
      return { role: message.role, content: toText(message.content) };
  }
}

function toAssistantMessage(message: OpenAIMessage & { readonly role: 'assistant' }): Message {
  const { tool_calls: calls, refusal } = message;
  const content = message.content ? toText(message.content) : (message.content ?? refusal ?? null);
  const toolCalls = calls?.map(toToolCall) ?? [];
  const blocks = blocksOf(message);
  return {
    role: 'assistant',
    content: content === null && toolCalls.length === 0 ? '' : content,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(blocks.length === 0 ? {} : { blocks }),
  };
}

/** OpenAI-compatible services that reason before a call want the reasoning back next to it. */
function blocksOf(message: OpenAIMessage & { readonly role: 'assistant' }): readonly Block[] {
  const { role, content = null, reasoning_content: reasoning, tool_calls: calls } = message;
  if (!reasoning || !calls || calls.length === 0) return [];
  const value = { role, content, reasoning_content: reasoning, tool_calls: calls.map(toWireCall) };
  return [{ wire: 'openai-chat', value }];
}

const toWireCall = ({ id, function: { name, arguments: json } }: OpenAIToolCall): object => ({
  id,
  type: 'function',
  function: { name, arguments: json },
});

const toToolCall = ({ id, function: { name, arguments: json } }: OpenAIToolCall): ToolCall => ({
  id,
  name,
  arguments: json,
});

const toContent = (content: OpenAIContent): string | readonly Part[] =>
  typeof content === 'string' ? content : content.map(toPart);

function toPart(part: OpenAIPart): Part {
  switch (part.type) {
    case 'image_url':
      return { type: 'image', url: typeof part.image_url === 'string' ? part.image_url : part.image_url.url };
    case 'file': {
      const { file_data: url, filename } = part.file;
      return { type: 'file', url, ...(filename ? { name: filename } : {}) };
    }
    case 'refusal':
      return { type: 'text', text: part.refusal };
    default:
      return { type: 'text', text: part.text };
  }
}

function toText(content: OpenAIContent): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => (part.type === 'text' ? part.text : part.type === 'refusal' ? part.refusal : ''))
    .join('');
}

const toTool = ({ function: { name, description, parameters, strict } }: OpenAITool): Tool => ({
  name,
  parameters: parameters ?? { type: 'object', properties: {} },
  ...(description ? { description } : {}),
  ...(typeof strict === 'boolean' ? { strict } : {}),
});

const toToolChoice = (choice: OpenAIToolChoice): ToolChoice =>
  typeof choice === 'string' ? choice : { name: choice.function.name };

function toFormat(format: OpenAIFormat): ResponseFormat | undefined {
  if (format.type === 'text') return undefined;
  if (format.type === 'json_object') return 'json';
  const { name, schema, strict } = format.json_schema;
  if (!schema) return 'json';
  return { name: name ?? 'answer', schema, ...(typeof strict === 'boolean' ? { strict } : {}) };
}

const withoutAbsent = (request: ChatRequest): ChatRequest =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as unknown as ChatRequest;
