/** An id that cannot be guessed. Not `randomUUID`, which a page has only over HTTPS and on its own machine. */
export function inventId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
