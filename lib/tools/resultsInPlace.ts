import type { Message } from '../request/Message.ts';

/**
 * The same messages, with each result directly after the calls that it answers, as every service requires.
 *
 * A caller who continues the conversation while a call waits for an approval, and then appends what the run adds, has the result after
 * those messages.
 */
export function resultsInPlace(messages: readonly Message[]): readonly Message[] {
  const ordered: Message[] = [];
  for (const message of messages) ordered.splice(placeOf(message, ordered), 0, message);
  return ordered;
}

/** After the calls that a result answers, and the results that are already there; every other message comes last. */
function placeOf(message: Message, ordered: readonly Message[]): number {
  if (message.role !== 'tool') return ordered.length;
  const { toolCallId } = message;
  let place = ordered.findLastIndex((before) => before.role === 'assistant' && makes(before, toolCallId)) + 1;
  if (place === 0) return ordered.length;
  while (ordered[place]?.role === 'tool') place++;
  return place;
}

const makes = ({ toolCalls = [] }: Message & { readonly role: 'assistant' }, id: string): boolean =>
  toolCalls.some((call) => call.id === id);
