/** A name that nobody guesses. Not `randomUUID`, which a page has only under HTTPS and on its own machine. */
export function inventId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
