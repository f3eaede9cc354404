/**
 * The same text in memory of its own. A part of a text keeps the whole of it, so who keeps the part would keep all that came by
 * the wire with it.
 */
export const copyText = (part: string): string => JSON.parse(JSON.stringify(part)) as string;
