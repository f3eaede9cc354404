/** One mistake in an input, and its place. It never holds a value of the input. */
export interface Issue {
  /** Member names and indexes joined by `/`: `messages/0/role`. Empty for the input itself. */
  readonly path: string;
  /** What was expected there: `a string`. */
  readonly expected: string;
  /** The issue as a sentence without a full stop: `messages/0/role must be "user" or "assistant"`. */
  readonly message: string;
}

/** The issue of a value that is not what was expected. */
export const mustBe = (path: string, expected: string): Issue => ({
  path,
  expected,
  message: `${path === '' ? 'the value' : path} must be ${expected}`,
});

/** The issue of a value that excludes another one. */
export const notTogether = (path: string, other: string): Issue => ({
  path,
  expected: 'nothing',
  message: `${path} cannot be used together with ${other}: give one of them`,
});
