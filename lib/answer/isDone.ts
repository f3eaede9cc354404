/** Whether the data of an event is the end marker of OpenAI's wire. It counts on every wire, because proxies add it. */
export const isDone = (data: string): boolean => data.length < 16 && data.trim() === '[DONE]';
