import { Observable } from 'rxjs';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import { bodyBytes } from './body/bodyBytes.ts';
import { BodyRelay } from './body/BodyRelay.ts';
import { causeOf } from './client/transportError.ts';
import type { HttpAnswer } from './HttpAnswer.ts';
import { requestIdOf } from './head/requestIdOf.ts';
import type { ResponseHead } from './head/ResponseHead.ts';

/** An answer whose head has arrived, and the socket of its body. */
export class ReceivedAnswer implements HttpAnswer {
  readonly head: ResponseHead;
  readonly body$: Observable<Uint8Array>;
  readonly #socket: AbortController;
  #isTaken = false;
  #isReleased = false;

  constructor(head: ResponseHead, body: unknown, socket: AbortController) {
    this.head = head;
    this.#socket = socket;
    const lose = (error: unknown): IncompleteAnswerError =>
      new IncompleteAnswerError('connection-lost', { requestId: requestIdOf(head.headers), cause: causeOf(error) });
    const bytes$ = bodyBytes(body, lose);
    this.body$ = new Observable((subscriber) => {
      this.#isTaken = true;
      bytes$.subscribe(
        new BodyRelay(
          subscriber,
          () => this.#isReleased,
          () => socket.abort(),
        ),
      );
    });
  }

  release(): void {
    this.#isReleased = true;
  }

  closeUnlessTaken(): void {
    if (!this.#isTaken) this.#socket.abort();
  }
}
