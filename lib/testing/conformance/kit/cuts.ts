/** Cuts bytes into pieces of the same length. */
export function inPiecesOf(length: number, bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < bytes.length; i += length) pieces.push(bytes.slice(i, i + length));
  return pieces;
}

/** Cuts bytes before each of these offsets. */
export function cutAt(offsets: readonly number[], bytes: Uint8Array): readonly Uint8Array[] {
  const bounds = [0, ...offsets.toSorted((a, b) => a - b), bytes.length];
  return bounds
    .slice(1)
    .map((end, i) => bytes.slice(bounds[i], end))
    .filter(({ length }) => length > 0);
}

/** The same seed gives the same offsets, so that a failure can be reproduced. */
export function randomOffsets(seed: number, length: number): readonly number[] {
  let state = seed * 2_654_435_761;
  const below = (limit: number): number => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: 1 + below(6) }, () => below(length + 1));
}
