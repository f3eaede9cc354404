/** One SSE event with JSON as its data. JSON text has no line ends of its own. */
export const toSseData = (json: string): string => `data: ${json}\n\n`;
