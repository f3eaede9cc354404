import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';

/** The names of the library's fields on OpenAI's wire, if they differ. */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  maxTokens: 'max_tokens',
  topP: 'top_p',
  choices: 'n',
  reasoningEffort: 'reasoning_effort',
  parallelToolCalls: 'parallel_tool_calls',
  toolChoice: 'tool_choice',
  responseFormat: 'response_format',
  toolCalls: 'tool_calls',
  toolCallId: 'tool_call_id',
};

/** The same error about a request, with the names that its client knows. */
export function inWireNames(error: unknown): unknown {
  if (!isChatStreamError(error) || error.name !== 'InvalidRequestError') return error;
  const issues = error.issues.map(({ path, expected, message }) => {
    const wirePath = path
      .split('/')
      .map((name) => (Object.hasOwn(WIRE_NAMES, name) ? WIRE_NAMES[name] : name))
      .join('/');
    return { path: wirePath, expected, message: message.replace(path, () => wirePath) };
  });
  return new InvalidRequestError(issues, error);
}
