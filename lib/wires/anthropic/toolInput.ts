import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { parseArguments } from '../asking/parseArguments.ts';

/**
 * A call's input as the object that is required when it is sent back. Any other value is wrapped as Anthropic's documentation proposes: a
 * mistake of the model must not end the conversation.
 *
 * @see https://docs.claude.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
 */
export function toolInput(input: unknown): JsonObject {
  if (isRecord(input)) return input;
  if (input === undefined || input === null) return {};
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return parseArguments(text) ?? { INVALID_JSON: text };
}
