import type { Failure } from './Failure.ts';

/** A failure as OpenAI's clients read it, in a body of its own or in a frame. */
export const toErrorJson = ({ message, type, code }: Failure): string =>
  JSON.stringify({ error: { message, type, param: null, code } });
