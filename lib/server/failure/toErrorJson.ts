import type { Failure } from './Failure.ts';

/** A failure in the format that OpenAI's clients read, in a body of its own or in a frame. */
export const toErrorJson = ({ message, type, code }: Failure): string =>
  JSON.stringify({ error: { message, type, param: null, code } });
