import type { ChatRequest, Chunk, ToolCall } from '../../lib/index.ts';
import { answerOf, type WrittenCall } from '../../lib/testing/index.ts';
import type { RunnableTool, ToolContext } from '../../lib/tools/index.ts';

export const request: ChatRequest = { messages: [{ role: 'user', content: 'How late is it?' }] };

/** A JSON Schema that takes every object. */
export const anything = { type: 'object' };

/** A tool that does this. */
export const tool = (name: string, execute: (args: never, context: ToolContext) => unknown): RunnableTool => ({
  name,
  parameters: anything,
  execute: execute as RunnableTool['execute'],
});

/** A tool that notes its calls, and gives its own name. */
export function notingTool(name: string): RunnableTool & { readonly calls: readonly ToolCall[] } {
  const calls: ToolCall[] = [];
  return {
    ...tool(name, (_, { call }) => {
      calls.push(call);
      return name;
    }),
    calls,
  };
}

/** An answer of calls alone. */
export const calling = (...toolCalls: readonly WrittenCall[]): Chunk[] => answerOf({ toolCalls });

/** An answer of calls that the service marks with this reason. */
export const callingWith = (finishReason: 'length' | 'stop', ...toolCalls: readonly WrittenCall[]): Chunk[] =>
  answerOf({ toolCalls, finishReason });
