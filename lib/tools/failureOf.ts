import type { ToolFailure } from './RunChunk.ts';

/** The maximum length of a failure message for the model; a stack trace or a page of HTML would cost more than it helps. */
const MAX_LENGTH = 2_000;

const PREFIX = 'Error: ';

/** A failure with its message for the model, cut to the maximum length. */
export function failureOf(reason: ToolFailure['reason'], message: string): ToolFailure {
  const longest = MAX_LENGTH - PREFIX.length;
  return { reason, message: message.length <= longest ? message : `${cut(message, longest - 1)}…` };
}

/** The content of the conversation's result message for a call that failed. */
export const contentOf = ({ message }: ToolFailure): string => `${PREFIX}${message}`;

/** Cuts a text without splitting a surrogate pair. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
