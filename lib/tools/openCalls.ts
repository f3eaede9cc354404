import type { Message, ToolCall } from '../request/Message.ts';

/** The calls of a conversation that wait for their results, and the position of those results. */
export interface OpenCalls {
  /** In the order in which they were made. */
  readonly calls: readonly ToolCall[];
  /** The number of messages before the results. */
  readonly at: number;
}

/** The calls of the last assistant message that no message answers. */
export function openCalls(messages: readonly Message[]): OpenCalls {
  const asked = messages.findLastIndex(({ role }) => role === 'assistant');
  const message = messages[asked];
  if (message?.role !== 'assistant') return { calls: [], at: messages.length };
  const next = messages.findIndex(({ role }, i) => i > asked && role !== 'tool');
  const at = next === -1 ? messages.length : next;
  const answered = new Set(
    messages.slice(asked).map((after) => (after.role === 'tool' ? after.toolCallId : undefined)),
  );
  return { calls: (message.toolCalls ?? []).filter(({ id }) => !answered.has(id)), at };
}
