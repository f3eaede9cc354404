/** Is an event's data the end marker of OpenAI's wire? It is obeyed on every wire, since proxies add it. */
export const isDone = (data: string): boolean => data.length < 16 && data.trim() === '[DONE]';
