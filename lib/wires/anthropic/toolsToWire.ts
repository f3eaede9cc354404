import type { ChatRequest } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';

/** A tool in the format of the wire. Its schema has to say that the arguments are an object. */
export const toolToWire = ({ name, description, parameters, strict }: Tool): JsonObject => ({
  name,
  description,
  input_schema: parameters['type'] === undefined ? { type: 'object', ...parameters } : parameters,
  strict,
});

/** Whether to call a tool, and whether in parallel: both are in one member, which is only allowed together with tools. */
export function toolChoiceToWire({ tools = [], toolChoice, parallelToolCalls }: ChatRequest): JsonObject | undefined {
  const isAlone = parallelToolCalls === false;
  const choice = toolChoice ?? (isAlone && tools.length > 0 ? 'auto' : undefined);
  if (choice === undefined) return undefined;
  return {
    ...choiceToWire(choice),
    ...(isAlone && choice !== 'none' ? { disable_parallel_tool_use: true } : {}),
  };
}

function choiceToWire(choice: ToolChoice): JsonObject {
  if (typeof choice === 'object') return { type: 'tool', name: choice.name };
  return { type: choice === 'required' ? 'any' : choice };
}
