/**
 * Does an event of this name end an answer? OpenAI sends the first three; the others come from gateways. There is no other end marker,
 * but for `[DONE]`, which some servers add.
 */
export const isTerminal = (name: string): boolean =>
  name === 'response.completed' ||
  name === 'response.incomplete' ||
  name === 'response.failed' ||
  name === 'response.done' ||
  name === 'response.cancelled';
