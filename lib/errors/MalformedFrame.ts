/** An event that could not be read as a frame, or only in part. It is a value, not a failure: a bad frame does not end an answer. */
export interface MalformedFrame {
  /** `json`: the data is not JSON. `shape`: it is JSON, but it, or a member of it, has another shape than the provider's frames. */
  readonly reason: 'json' | 'shape';
  /** The raw text, cut at 4,096 characters. */
  readonly data: string;
  /** The number of the event in this answer, from 0. */
  readonly index: number;
  /**
   * Paths and expected types (`choices/0/delta/content: string`), 32 at most, or the JSON parser's message. Where the text is longer
   * than 65,536 characters, the built-in providers name only the codec.
   */
  readonly errors: readonly string[];
}
