const NodeBuffer = (globalThis as { readonly Buffer?: typeof Buffer }).Buffer;

/** Made when it is needed: a test's page may have none until then. */
let decoder: TextDecoder | undefined;

/**
 * A whole text from its bytes: what is invalid becomes U+FFFD, and a byte order mark stays.
 *
 * Node's own sockets deliver buffers, whose `toString` costs a third less than `TextDecoder` on short pieces.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  if (NodeBuffer?.isBuffer(bytes) === true) return bytes.toString();
  decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(bytes);
}
