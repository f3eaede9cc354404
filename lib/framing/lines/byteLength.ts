const encoder = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Does a text take more bytes than that? It is only encoded where its length does not answer. */
export const exceedsBytes = (text: string, limit: number): boolean =>
  text.length * 3 > limit && (text.length > limit || byteLength(text) > limit);
