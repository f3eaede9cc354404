/** The command line, or the environment, asks for what makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
