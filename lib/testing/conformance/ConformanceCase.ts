/** One thing that a provider has to do. */
export interface ConformanceCase {
  /** Short, and the same in each version: `stopping: talking, by break`. */
  readonly name: string;
  /** What is known of a provider that passes. */
  readonly proves: string;
  /** Rejects where the provider does something else. */
  readonly run: () => Promise<void>;
}
