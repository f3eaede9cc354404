/**
 * Why an answer is not the requested value.
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
   * `json`: the text is not JSON. `schema`: the value does not fit the schema. `cut`: the text ends before the value does, for example at
   * the token limit. `refusal`: the model refused. `filtered`: the provider withheld the rest. `empty`: there is no text.
   */
  readonly reason: 'json' | 'schema' | 'cut' | 'refusal' | 'filtered' | 'empty';
  /** What is wrong, as sentences without their full stops; for `schema` one for each position, which begins with its path. */
  readonly errors: readonly string[];
  /** The text of the answer; for `refusal` the text of the refusal, and for one element of a list its JSON. */
  readonly text: string;
  /** The part of the value that is known, unchecked; absent if nothing is known. */
  readonly partial?: unknown;
}
