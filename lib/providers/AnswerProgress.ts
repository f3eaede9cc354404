import { catchError, type MonoTypeOperatorFunction } from 'rxjs';
import type { AnswerClock } from '../core/AnswerClock.ts';
import { attribute, isChatStreamError } from '../errors/ChatStreamError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import { Secrets } from '../errors/Secrets.ts';
import { contentKind } from '../operators/contentKind.ts';
import type { ResponseHead } from '../types/ResponseHead.ts';

/** How far one answer has come: what its operators tell each other outside the stream. */
export class AnswerProgress {
  readonly clock: AnswerClock;
  readonly secrets = new Secrets();
  readonly #tellResponse: ((head: ResponseHead) => void) | undefined;
  #head: ResponseHead | undefined;
  #done = false;
  #contentReceived = false;

  constructor(clock: AnswerClock, tellResponse?: (head: ResponseHead) => void) {
    this.clock = clock;
    this.#tellResponse = tellResponse;
  }

  // Arrow functions: they are handed to operators one by one.

  readonly onResponse = (head: ResponseHead): void => {
    this.#head = head;
    this.clock.headers();
    this.#tellResponse?.(head);
  };

  readonly onContent = (): void => {
    this.#contentReceived = true;
    this.clock.content();
  };

  /** `[DONE]` was seen. */
  readonly onDone = (): void => {
    this.#done = true;
  };

  /** Every choice has its finish reason. */
  readonly onEndMarker = (): void => this.clock.endMarker();

  readonly contentType = (): string => this.#head?.headers['content-type'] ?? '';
  readonly requestId = (): string | undefined => this.#head?.headers['x-request-id'];
  readonly isDone = (): boolean => this.#done;
  /** The body is one JSON answer. */
  readonly isWhole = (): boolean => contentKind(this.contentType()) === 'json';

  /** Tells every error of its circumstances, and takes the secrets of the request out of it. */
  attributeErrors<T>(provider: string, model?: string, signal?: AbortSignal): MonoTypeOperatorFunction<T> {
    return catchError((error) => {
      if (isChatStreamError(error)) {
        attribute(error, { provider, model, requestId: this.requestId(), contentReceived: this.#contentReceived });
        this.secrets.scrubError(error);
        rememberSignal(error, signal);
      }
      throw error;
    });
  }
}
