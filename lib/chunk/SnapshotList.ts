/** A growing list that returns snapshots of itself: a snapshot never changes. */
export class SnapshotList<T> {
  #entries: T[] = [];
  #given = false;

  add(entry: T): void {
    if (this.#given) this.#entries = this.#entries.slice();
    this.#given = false;
    this.#entries.push(entry);
  }

  snapshot(): readonly T[] {
    this.#given = true;
    return this.#entries;
  }
}
