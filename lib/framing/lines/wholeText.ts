import type { OperatorFunction } from 'rxjs';
import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { operate } from '../../rx/operate.ts';

/**
 * Emits the whole body as one text, at completion.
 *
 * Raises `EventTooLargeError` as an error notification.
 */
export function wholeText(maxBytes: number): OperatorFunction<Uint8Array, string> {
  return operate((destination) => {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    return {
      next(piece) {
        text += decoder.decode(piece, { stream: true });
        bytes += piece.length;
        if (bytes > maxBytes) throw new EventTooLargeError(maxBytes);
      },
      complete() {
        destination.next(text + decoder.decode());
        destination.complete();
      },
    };
  });
}
