import type { Observable } from 'rxjs';
import type { ResponseHead } from './head/ResponseHead.ts';

/** An answer whose head has come. */
export interface HttpAnswer {
  readonly head: ResponseHead;
  /** The bytes of the body, for one subscriber. Who leaves before the end closes the socket. */
  readonly body$: Observable<Uint8Array>;
  /**
   * Says that what may still come means nothing. Who leaves then does not close the socket: the rest is read to its end, unseen, so that the
   * connection serves the next request. A body that goes on for too long has its socket closed.
   */
  release(): void;
}
