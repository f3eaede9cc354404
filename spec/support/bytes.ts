const encoder = new TextEncoder();

/** A piece of a body as specs write it: text, or bytes that are no text in hexadecimal digits. */
export type Written = string | { readonly hex: string };

/** The bytes of a body, written as text, as `{ hex: 'ef bb bf' }`, or as a sequence of both. */
export function toBytes(written: Written | readonly Written[]): Uint8Array {
  const parts = Array.isArray(written) ? (written as readonly Written[]) : [written as Written];
  return concat(parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : fromHex(part.hex))));
}

/** The same bytes in one piece. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** Cuts bytes into pieces of one length. */
export function inPiecesOf(length: number, bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < bytes.length; i += length) pieces.push(bytes.slice(i, i + length));
  return pieces;
}

/** Cuts bytes before each of these offsets. */
export function cutAt(offsets: readonly number[], bytes: Uint8Array): Uint8Array[] {
  const bounds = [0, ...offsets.toSorted((a, b) => a - b), bytes.length];
  return bounds.slice(1).map((end, i) => bytes.slice(bounds[i], end));
}

const NOTHING = new Uint8Array(0);

/** Many ways to cut bytes, each with a name: whole, at every single place, in small pieces, at random, with empty pieces. */
export function* chunkings(bytes: Uint8Array): Generator<readonly [name: string, pieces: readonly Uint8Array[]]> {
  yield ['whole', [bytes.slice()]];
  yield ['whole between empty pieces', [NOTHING, bytes.slice(), NOTHING]];
  for (let i = 1; i < bytes.length; i++) yield [`cut at ${i}`, cutAt([i], bytes)];
  for (const length of [1, 2, 3, 5, 7]) yield [`in pieces of ${length}`, inPiecesOf(length, bytes)];
  yield ['in single bytes with empty pieces', inPiecesOf(1, bytes).flatMap((piece) => [NOTHING, piece, NOTHING])];
  for (let seed = 1; seed <= 24; seed++) yield [`at random, seed ${seed}`, cutAt(randomOffsets(seed, bytes), bytes)];
}

/** The same seed gives the same offsets, so that a failure can be seen again. */
function randomOffsets(seed: number, { length }: Uint8Array): number[] {
  let state = seed * 2_654_435_761;
  const below = (limit: number): number => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: 1 + below(6) }, () => below(length + 1));
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (digits) => Number.parseInt(digits, 16));
}
