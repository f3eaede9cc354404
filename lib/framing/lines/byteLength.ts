/** Created on first use: a test environment may lack it until then. */
let encoder: TextEncoder | undefined;

/** The length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  encoder ??= new TextEncoder();
  return encoder.encode(text).length;
}

/** Whether a text takes more bytes than that. It is encoded only if its length does not decide. */
export const exceedsBytes = (text: string, limit: number): boolean =>
  text.length * 3 > limit && (text.length > limit || byteLength(text) > limit);
