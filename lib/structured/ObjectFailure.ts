/**
 * Why an answer is not the value that was asked for.
 *
 * @example
 * ```ts
 * import type { ObjectFailure } from 'rxllm';
 *
 * const explain = ({ reason, errors }: ObjectFailure): string => `${reason}: ${errors.join('; ')}`;
 * ```
 */
export interface ObjectFailure {
  /**
   * `json`: the text is not JSON. `schema`: the value does not fit the schema. `cut`: the text ends before the value does, at the limit
   * of tokens, say. `refusal`: the model refused. `filtered`: the provider withheld the rest. `empty`: there is no text.
   */
  readonly reason: 'json' | 'schema' | 'cut' | 'refusal' | 'filtered' | 'empty';
  /** What is wrong, as sentences without their full stops; for `schema` one for each place, which begins with its path. */
  readonly errors: readonly string[];
  /** The text of the answer; for `refusal` that of the refusal, and for one element of a list its JSON. */
  readonly text: string;
  /** What is known of the value, unchecked; absent where nothing is. */
  readonly partial?: unknown;
}
