/**
 * Bytes, by a name that declarations keep. In its place TypeScript writes `Uint8Array<ArrayBuffer>` into them, which it cannot read itself
 * before 5.7.
 */
export interface Bytes extends Uint8Array {}

/** Bytes by their values. */
export function bytesOf(...values: readonly number[]): Bytes {
  return Uint8Array.from(values);
}
