/** So many places tell enough. */
const MAX_PLACES = 32;

/** What of a frame could not be read: under a symbol, since no server can send one. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** Where something could not be read, and what belongs there. */
export class Unreadable {
  readonly places: string[] = [];

  add(path: string, expected: string): void {
    if (this.places.length < MAX_PLACES) this.places.push(`${path}: ${expected}`);
  }
}
