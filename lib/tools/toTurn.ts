import { isLeft } from 'fp-ts/lib/Either.js';
import type { Answer } from '../chunk/Answer.ts';
import { toMessage } from '../chunk/toMessage.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import { parseArguments } from './readArguments.ts';

/**
 * The assistant's message after an answer, in a form that every provider accepts: no message if the answer is empty, and `{}` in place of
 * arguments that are not a JSON object. Several services refuse a conversation that contains such arguments, so only the call's result
 * tells the model what was wrong with them.
 */
export function toTurn(answer: Answer): readonly Message[] {
  const message = toMessage(answer);
  const { content, toolCalls, blocks } = message;
  if (!content && toolCalls === undefined && blocks === undefined) return [];
  return [toolCalls === undefined ? message : { ...message, toolCalls: toolCalls.map(withReadableArguments) }];
}

const withReadableArguments = (call: ToolCall): ToolCall =>
  call.arguments.trim() === '' || isLeft(parseArguments(call.arguments)) ? { ...call, arguments: '{}' } : call;
