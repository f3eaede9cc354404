/** The lines of one answer as a body, each with its end. */
export const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** A line with a piece of text. */
export const say = (content: string): string =>
  `{"model":"q","message":{"role":"assistant","content":${JSON.stringify(content)}},"done":false}`;

/** A line with these members of a message, in JSON without the braces. */
export const message = (members: string): string =>
  `{"model":"q","message":{"role":"assistant",${members}},"done":false}`;

/** A line with calls. */
export const calls = (...all: readonly string[]): string => message(`"content":"","tool_calls":[${all.join(',')}]`);

/** The last line. */
export const DONE = '{"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}';
