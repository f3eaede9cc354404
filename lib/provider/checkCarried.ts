import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import type { ChatRequest, Message } from '../request/ChatRequest.ts';
import type { Provider } from './Provider.ts';
import type { OptionalField } from './ProviderDefinition.ts';

const OPTIONAL_FIELDS: readonly OptionalField[] = [
  'temperature',
  'maxTokens',
  'topP',
  'seed',
  'choices',
  'stop',
  'reasoningEffort',
  'tools',
  'toolChoice',
  'responseFormat',
];

/** What a wire has a place for. */
export interface Carried {
  readonly fields: readonly OptionalField[];
  readonly supports: Provider['supports'];
}

/** The request without what the wire has no place for; `InvalidRequestError` unless the caller said to ignore it. */
export function checkCarried(request: ChatRequest, carried: Carried, ignoreUnsupported: boolean): ChatRequest {
  const fields = OPTIONAL_FIELDS.filter((field) => request[field] !== undefined && !carried.fields.includes(field));
  const stream = request.stream === true && !carried.supports.stream ? ['stream'] : [];
  const messages = uncarriedMessages(request.messages, carried);
  const paths = [...fields, ...stream, ...messages.keys()];
  if (paths.length === 0) return request;
  if (!ignoreUnsupported) {
    throw new InvalidRequestError(paths.map((path) => ({ path, expected: 'nothing: this provider cannot carry it' })));
  }
  const replaced = new Map(messages.values());
  return {
    ...request,
    ...Object.fromEntries([...fields, ...stream].map((field) => [field, undefined])),
    messages: request.messages.flatMap((message) =>
      replaced.has(message) ? (replaced.get(message) ?? []) : [message],
    ),
  };
}

/** By path: a message that the wire cannot carry as it is, and what is left of it. */
function uncarriedMessages(
  messages: readonly Message[],
  { fields, supports }: Carried,
): ReadonlyMap<string, readonly [Message, Message | undefined]> {
  const found = new Map<string, readonly [Message, Message | undefined]>();
  const tools = fields.includes('tools');
  for (const [i, message] of messages.entries()) {
    const isInstruction = message.role === 'system' || message.role === 'developer';
    if (message.role === 'tool' && !tools) found.set(`messages/${i}/role`, [message, undefined]);
    else if (isInstruction && !supports.systemMessage) found.set(`messages/${i}/role`, [message, undefined]);
    else if (message.role === 'assistant' && message.toolCalls && message.toolCalls.length > 0 && !tools) {
      const { toolCalls: _, ...rest } = message;
      found.set(`messages/${i}/toolCalls`, [message, message.content ? rest : undefined]);
    } else if (!isInstruction && !supports.messageHistory && i < messages.length - 1) {
      found.set(`messages/${i}`, [message, undefined]);
    }
  }
  return found;
}
