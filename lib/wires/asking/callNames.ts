import type { Message } from '../../request/Message.ts';

/**
 * For each message, in its place, the name of the call that it answers: for wires that want a result under the name of its tool. `undefined`
 * for a message that is no result, and for a result of no call before it.
 *
 * Ids are unique within an answer only, so the nearest call before the result counts.
 */
export function callNames(messages: readonly Message[]): readonly (string | undefined)[] {
  const names = new Map<string, string>();
  return messages.map((message) => {
    if (message.role === 'tool') return names.get(message.toolCallId);
    if (message.role === 'assistant') for (const { id, name } of message.toolCalls ?? []) names.set(id, name);
    return undefined;
  });
}
