/**
 * Whether an event of this name ends an answer. OpenAI sends the first three; the others come from gateways. There is no other end
 * marker, except for `[DONE]`, which some servers add.
 */
export const isTerminal = (name: string): boolean =>
  name === 'response.completed' ||
  name === 'response.incomplete' ||
  name === 'response.failed' ||
  name === 'response.done' ||
  name === 'response.cancelled';
