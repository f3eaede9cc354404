/** An SSE event whose data is no frame of the provider: a value, not a failure. One bad frame never ends an answer. */
export interface MalformedFrame {
  /** `json`: the data is no JSON. `shape`: it is JSON, but the codec does not accept it. */
  readonly reason: 'json' | 'shape';
  /** The raw text, cut at 4,096 characters. */
  readonly data: string;
  /** Which SSE event of this answer it was, from 0. */
  readonly index: number;
  /**
   * Paths and expected types (`choices/0/delta/content: string`), 32 at most, or the JSON parser's message. Where the text is longer
   * than 65,536 characters, our own providers name the codec alone.
   */
  readonly errors: readonly string[];
}
