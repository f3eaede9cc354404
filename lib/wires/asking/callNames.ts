import type { Message } from '../../request/Message.ts';

/**
 * For each message, at the same index, the name of the call that it answers: for wires that require a result under the name of its tool.
 * `undefined` for a message that is not a result, and for a result without a call before it.
 *
 * Ids are only unique within an answer, so the nearest call before the result counts.
 */
export function callNames(messages: readonly Message[]): readonly (string | undefined)[] {
  const names = new Map<string, string>();
  return messages.map((message) => {
    if (message.role === 'tool') return names.get(message.toolCallId);
    if (message.role === 'assistant') for (const { id, name } of message.toolCalls ?? []) names.set(id, name);
    return undefined;
  });
}
