/**
 * The same text in memory of its own. In V8 a substring keeps the whole string alive, so keeping the part would keep everything that
 * was received with it.
 */
export const copyText = (part: string): string => JSON.parse(JSON.stringify(part)) as string;
