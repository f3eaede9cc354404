/** The maximum number of places that are recorded. */
const MAX_PLACES = 32;

/** What could not be read of a frame: under a symbol, since no server can send one. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** Where something could not be read, and what was expected there. */
export class Unreadable {
  readonly places: string[] = [];

  add(path: string, expected: string): void {
    if (this.places.length < MAX_PLACES) this.places.push(`${path}: ${expected}`);
  }
}
