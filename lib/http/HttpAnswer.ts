import type { Observable } from 'rxjs';
import type { ResponseHead } from './head/ResponseHead.ts';

/** An answer whose head has arrived. */
export interface HttpAnswer {
  readonly head: ResponseHead;
  /** The bytes of the body, for one subscriber. Unsubscribing before the end closes the socket. */
  readonly body$: Observable<Uint8Array>;
  /**
   * Declares that the rest of the body does not matter. Unsubscribing then does not close the socket: the rest is read and dropped, so
   * that the connection can serve the next request. If the body goes on for too long, its socket is closed.
   */
  release(): void;
}
