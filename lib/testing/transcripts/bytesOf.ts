/**
 * Bytes, under a name that TypeScript keeps in declarations. Otherwise it writes `Uint8Array<ArrayBuffer>` into them, which versions before
 * 5.7 cannot read.
 */
export interface Bytes extends Uint8Array {}

/** Bytes from their values. */
export function bytesOf(...values: readonly number[]): Bytes {
  return Uint8Array.from(values);
}
