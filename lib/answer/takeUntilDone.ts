import type { OperatorFunction } from 'rxjs';
import { operate } from '../rx/operate.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

/**
 * Completes at the event whose data is `[DONE]`, which unsubscribes the source: nothing behind it is read.
 *
 * ```text
 * events   --a--b--[DONE]--c--|
 *          --a--b--|
 * ```
 *
 * @param onDone told before the completion, since a body that ends without the marker completes too.
 */
export function takeUntilDone(onDone: () => void): OperatorFunction<SseEvent, SseEvent> {
  return operate((destination) => ({
    next(event) {
      if (isDone(event)) {
        onDone();
        destination.complete();
      } else {
        destination.next(event);
      }
    },
  }));
}

/** Is it the end marker of OpenAI's wire? */
export const isDone = ({ data }: SseEvent): boolean => data.length < 16 && data.trim() === '[DONE]';
