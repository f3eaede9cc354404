/** The command line, the environment or a file of the user is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
