import type { ToolFailure } from './RunChunk.ts';

/** What a model is told of a failure, at most; a stack or a page of HTML would cost more than it helps. */
const MAX_LENGTH = 2_000;

const PREFIX = 'Error: ';

/** A failure in words for the model, cut to what it is told at most. */
export function failureOf(reason: ToolFailure['reason'], message: string): ToolFailure {
  const longest = MAX_LENGTH - PREFIX.length;
  return { reason, message: message.length <= longest ? message : `${cut(message, longest - 1)}…` };
}

/** What stands in the conversation as the result of a call that failed. */
export const contentOf = ({ message }: ToolFailure): string => `${PREFIX}${message}`;

/** Does not cut a surrogate pair in half. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
