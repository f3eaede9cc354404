/** Where there are no Node buffers, there is always this one. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const NodeBuffer = (globalThis as { readonly Buffer?: typeof Buffer }).Buffer;

/**
 * A whole text from its bytes: what is invalid becomes U+FFFD, and a byte order mark stays.
 *
 * Node's own sockets deliver buffers, whose `toString` costs a third less than `TextDecoder` on short pieces.
 */
export const decodeUtf8 = (bytes: Uint8Array): string =>
  NodeBuffer?.isBuffer(bytes) === true ? bytes.toString() : decoder.decode(bytes);
