import type { MonoTypeOperatorFunction } from 'rxjs';
import { addContext, isBranded, type ChatStreamError, type ErrorContext } from '../errors/ChatStreamError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import { operate } from '../rx/operate.ts';
import { isEnvelope, isMalformed } from './isOutput.ts';

/** What is known about an answer that may fail. */
export interface Attribution {
  /** Who is asked, which model, and the id of the exchange: looked up when there is an error. */
  readonly context: () => ErrorContext;
  /** Ends the wait for another try. */
  readonly signal?: AbortSignal | undefined;
  /** Takes out of an error what it must not say. */
  readonly scrub?: ((error: ChatStreamError) => void) | undefined;
}

/**
 * Adds to every error of this library who failed, and whether content had been emitted. What an error already knows stays, and an
 * error of the caller's own passes on unchanged. It is the one place where errors learn where they come from.
 */
export function attributeErrors<T>({ context, signal, scrub }: Attribution): MonoTypeOperatorFunction<T> {
  return operate((destination) => {
    let contentReceived = false;
    return {
      next(value) {
        if (!contentReceived) contentReceived = !isEnvelope(value) && !isMalformed(value);
        destination.next(value);
      },
      error(error) {
        if (isBranded(error)) {
          addContext(error, { ...context(), contentReceived });
          scrub?.(error);
          rememberSignal(error, signal);
        }
        destination.error(error);
      },
    };
  });
}
