import type { ProviderCall } from '../answer/ProviderCall.ts';
import { type ChatRequest, OPTIONAL_FIELDS, type OptionalField } from '../request/ChatRequest.ts';
import type { Message } from '../request/Message.ts';
import type { ProviderSupport } from './Provider.ts';

/** What a wire supports. */
export interface Carried {
  readonly fields: readonly OptionalField[];
  readonly supports: ProviderSupport;
}

/**
 * The request without the parts that the wire does not support.
 *
 * @param unsupported called for each of them; throws unless the caller chose to ignore them
 */
export function checkCarried(
  request: ChatRequest,
  { fields, supports }: Carried,
  unsupported: ProviderCall['unsupported'],
): ChatRequest {
  const dropped: string[] = OPTIONAL_FIELDS.filter((field) => request[field] !== undefined && !fields.includes(field));
  if (request.stream === true && !supports.stream) dropped.push('stream');
  for (const field of dropped) unsupported(field);
  const messages = carriedMessages(request.messages, { fields, supports }, unsupported);
  if (dropped.length === 0 && messages === request.messages) return request;
  return { ...request, ...Object.fromEntries(dropped.map((field) => [field, undefined])), messages };
}

/** The messages in the form that the wire supports; the same list if it supports them all. */
function carriedMessages(
  messages: readonly Message[],
  { fields, supports }: Carried,
  unsupported: ProviderCall['unsupported'],
): readonly Message[] {
  const tools = fields.includes('tools');
  const carried = messages.flatMap((message, i): readonly Message[] => {
    const isInstruction = message.role === 'system' || message.role === 'developer';
    if ((message.role === 'tool' && !tools) || (isInstruction && !supports.systemMessage)) {
      unsupported(`messages/${i}/role`);
      return [];
    }
    if (message.role === 'assistant' && message.toolCalls && message.toolCalls.length > 0 && !tools) {
      unsupported(`messages/${i}/toolCalls`);
      const { toolCalls: _, ...rest } = message;
      return message.content ? [rest] : [];
    }
    if (!isInstruction && !supports.messageHistory && i < messages.length - 1) {
      unsupported(`messages/${i}`);
      return [];
    }
    return [message];
  });
  return carried.length === messages.length && carried.every((message, i) => message === messages[i])
    ? messages
    : carried;
}
