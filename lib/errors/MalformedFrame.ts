/** An event that could not be read as a frame of the provider, or only in part: a value, not a failure. One bad frame never ends an answer. */
export interface MalformedFrame {
  /** `json`: the data is not JSON. `shape`: it is JSON, but not, or not in all its members, what the provider's frames look like. */
  readonly reason: 'json' | 'shape';
  /** The raw text, cut at 4,096 characters. */
  readonly data: string;
  /** Which event of this answer it was, from 0. */
  readonly index: number;
  /**
   * Paths and expected types (`choices/0/delta/content: string`), 32 at most, or the JSON parser's message. Where the text is longer
   * than 65,536 characters, our own providers name the codec alone.
   */
  readonly errors: readonly string[];
}
