/**
 * What the WHATWG HTML Standard dispatches for one block of lines.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
 */
export interface SseEvent {
  /** The event's type, `'message'` by default. */
  readonly type: string;
  /** The `data` lines, joined by `\n`. */
  readonly data: string;
  /** The last `id` seen so far in this stream, or `''`. */
  readonly lastEventId: string;
}
