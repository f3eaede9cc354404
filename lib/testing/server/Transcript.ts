/**
 * One answer as it is sent over the wire, byte for byte. The server adds the date, `connection: close`, a chunked encoding (unless there is
 * a `content-length`), and `x-canned-answer: true`.
 *
 * @example
 * ```ts
 * import type { Transcript } from 'rxllm/testing';
 *
 * const forgetful: Transcript = {
 *   pieces: ['data: {"choices":[{"index":0,"delta":{"content":"I was about to"}}]}\n\n', ': still thinking\n\n'],
 *   ending: 'stall',
 * };
 * ```
 */
export interface Transcript {
  /**
   * The body. Each piece is one write: text as UTF-8, bytes as they are. The pieces of a generator are made as the client reads, so they
   * may be endless; provide an object that can be iterated again for each request.
   */
  readonly pieces: Iterable<string | Uint8Array>;
  /** The status. @default 200 */
  readonly status?: number | undefined;
  /** `false` sends no content type. @default 'text/event-stream' */
  readonly contentType?: string | false | undefined;
  /** Headers to add. With `false`, nothing is sent at all, and the ending comes at once. */
  readonly headers?: Readonly<Record<string, string>> | false | undefined;
  /**
   * What comes after the last piece. `end`: the body is complete. `cut`: the connection is closed (FIN) in the middle of the body. `reset`:
   * the connection is reset (RST). `stall`: silence, until the client closes the connection.
   *
   * @default 'end'
   */
  readonly ending?: 'end' | 'cut' | 'reset' | 'stall' | undefined;
}

/**
 * One transcript for every request; one for each kind of request, `stream: true` and `stream: false`; or one scenario for each round of a
 * conversation with tools, the last of them also for every further round.
 */
export type Scenario =
  | Transcript
  | { readonly stream: Transcript; readonly json: Transcript }
  | { readonly rounds: readonly [Scenario, ...Scenario[]] };
