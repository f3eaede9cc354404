/** One SSE event with JSON as its data. The JSON text contains no line breaks. */
export const toSseData = (json: string): string => `data: ${json}\n\n`;
