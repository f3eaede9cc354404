// The wire of both providers, spelled out: what a server writes, never what our own code makes of it.

/** One SSE event with this data. */
export const frame = (json: string): string => `data: ${json}\n\n`;

/** A piece of text of choice 0. */
export const text = (content: string): string =>
  frame(`{"choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}},"finish_reason":null}]}`);

/** The finish reason of choice 0. */
export const finish = (reason: string): string =>
  frame(`{"choices":[{"index":0,"delta":{},"finish_reason":${JSON.stringify(reason)}}]}`);

export const DONE = 'data: [DONE]\n\n';
