import { isLeft } from 'fp-ts/lib/Either.js';
import type { Answer } from '../chunk/Answer.ts';
import { toMessage } from '../chunk/toMessage.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import { parseArguments } from './readArguments.ts';

/**
 * The assistant's message after an answer, as every provider takes it back: none where the answer is empty, and `{}` in the place of
 * arguments that are no JSON object. Several services refuse a conversation that holds those, so the model is told what was wrong with
 * them by the call's result alone.
 */
export function toTurn(answer: Answer): readonly Message[] {
  const message = toMessage(answer);
  const { content, toolCalls, blocks } = message;
  if (!content && toolCalls === undefined && blocks === undefined) return [];
  return [toolCalls === undefined ? message : { ...message, toolCalls: toolCalls.map(withReadableArguments) }];
}

const withReadableArguments = (call: ToolCall): ToolCall =>
  call.arguments.trim() === '' || isLeft(parseArguments(call.arguments)) ? { ...call, arguments: '{}' } : call;
