/** One thing that is wrong with an input, and where. It never holds a value of the input. */
export interface Issue {
  /** Member names and indices, joined by `/`: `messages/0/role`. Empty for the input itself. */
  readonly path: string;
  /** What belongs there: `a string`. */
  readonly expected: string;
  /** The issue as a sentence without its full stop: `messages/0/role must be "user" or "assistant"`. */
  readonly message: string;
}

/** An issue of a value that is not what was expected. */
export const mustBe = (path: string, expected: string): Issue => ({
  path,
  expected,
  message: `${path === '' ? 'the value' : path} must be ${expected}`,
});
