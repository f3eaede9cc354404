const KEPT_CAPACITY = 64 * 1024;
const EMPTY = new Uint8Array(0);

/**
 * Bytes that wait for more. It grows by doubling, so that a long line in many pieces costs linear time, and pieces of one byte
 * cost one byte each.
 */
export class ByteBuffer {
  #bytes = EMPTY;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The oldest byte. */
  get first(): number | undefined {
    return this.#length > 0 ? this.#bytes[0] : undefined;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2, 1024));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** All waiting bytes and the last piece. The result is valid only until the next `append`. */
  takeWith(last: Uint8Array = EMPTY): Uint8Array {
    if (this.#length === 0) return last;
    this.append(last);
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > KEPT_CAPACITY) this.#bytes = EMPTY;
    return taken;
  }
}
