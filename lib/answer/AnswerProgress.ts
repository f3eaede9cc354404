import type { MonoTypeOperatorFunction } from 'rxjs';
import type { AnswerClock } from './AnswerClock.ts';
import { mapError } from '../rx/mapError.ts';
import { attribute, isChatStreamError } from '../errors/ChatStreamError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import type { Secrets } from '../errors/redact/Secrets.ts';
import { contentKind } from './contentKind.ts';
import type { ResponseHead } from '../http/ResponseHead.ts';

/** How far one answer has come: what its operators tell each other outside the stream. */
export class AnswerProgress {
  readonly clock: AnswerClock;
  readonly #tellResponse: ((head: ResponseHead) => void) | undefined;
  #secrets: (() => Secrets) | undefined;
  #head: ResponseHead | undefined;
  #done = false;
  #contentReceived = false;

  constructor(clock: AnswerClock, tellResponse?: (head: ResponseHead) => void) {
    this.clock = clock;
    this.#tellResponse = tellResponse;
  }

  // Arrow functions are handed to operators one by one.

  readonly onResponse = (head: ResponseHead): void => {
    this.#head = head;
    this.clock.headers();
    this.#tellResponse?.(head);
  };

  /** `[DONE]` was seen. */
  readonly onDone = (): void => {
    this.#done = true;
  };

  readonly contentType = (): string => this.#head?.headers['content-type'] ?? '';

  /** What no error may say: asked for at an error, since most answers have none. */
  hide(secrets: () => Secrets): void {
    this.#secrets = secrets;
  }

  onContent(): void {
    this.#contentReceived = true;
    this.clock.content();
  }

  /** Every choice has its finish reason. */
  onEndMarker(): void {
    this.clock.endMarker();
  }

  requestId(): string | undefined {
    return this.#head?.headers['x-request-id'];
  }

  isDone(): boolean {
    return this.#done;
  }

  /** The body is one JSON answer. */
  isWhole(): boolean {
    return contentKind(this.contentType()) === 'json';
  }

  /** Tells every error of its circumstances, and takes the secrets of the request out of it. */
  attributeErrors<T>(provider: string, model?: string, signal?: AbortSignal): MonoTypeOperatorFunction<T> {
    return mapError((error) => {
      if (isChatStreamError(error)) {
        attribute(error, { provider, model, requestId: this.requestId(), contentReceived: this.#contentReceived });
        this.#secrets?.().scrubError(error);
        rememberSignal(error, signal);
      }
      return error;
    });
  }
}
