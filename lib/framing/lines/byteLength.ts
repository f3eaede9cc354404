/** Made when it is needed: a test's page may have none until then. */
let encoder: TextEncoder | undefined;

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  encoder ??= new TextEncoder();
  return encoder.encode(text).length;
}

/** Does a text take more bytes than that? It is only encoded where its length does not answer. */
export const exceedsBytes = (text: string, limit: number): boolean =>
  text.length * 3 > limit && (text.length > limit || byteLength(text) > limit);
