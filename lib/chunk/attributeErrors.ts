import type { MonoTypeOperatorFunction } from 'rxjs';
import { addContext, isBranded, type ChatStreamError, type ErrorContext } from '../errors/ChatStreamError.ts';
import { rememberSignal } from '../errors/signalOf.ts';
import { operate } from '../rx/operate.ts';
import { isEnvelope, isMalformed } from './isOutput.ts';

/** What is known about an answer that may fail. */
export interface Attribution {
  /** The provider, the model, and the id of the exchange; called when there is an error. */
  readonly context: () => ErrorContext;
  /** Ends the wait before a retry. */
  readonly signal?: AbortSignal | undefined;
  /** Removes from an error what it must not reveal. */
  readonly scrub?: ((error: ChatStreamError) => void) | undefined;
}

/**
 * Adds to every error of this library which provider failed, and whether content had been emitted. What an error already knows is kept, and
 * an error of the caller's own passes on unchanged. This is the only place where errors get their origin.
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
