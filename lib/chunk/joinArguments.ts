/**
 * The arguments of a call with another piece. Some proxies send `{}` before the real arguments; nothing can follow a complete empty object,
 * so the piece replaces it.
 */
export const joinArguments = (known: string, piece: string): string =>
  known === '{}' && piece.trim() !== '' ? piece : known + piece;
