/** One requirement of a provider. */
export interface ConformanceCase {
  /** Short, and the same in each version: `stopping: talking, by break`. */
  readonly name: string;
  /** What a passing provider has proved. */
  readonly proves: string;
  /** Rejects if the provider behaves differently. */
  readonly run: () => Promise<void>;
}
