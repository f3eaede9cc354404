import type { OperatorFunction } from 'rxjs';
import { operate } from '../../rx/operate.ts';
import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { ByteBuffer } from './ByteBuffer.ts';

/**
 * Emits the whole body as one text, at completion.
 *
 * Raises `EventTooLargeError` as an error notification.
 */
export function wholeText(maxBytes: number): OperatorFunction<Uint8Array, string> {
  return operate((destination) => {
    const body = new ByteBuffer();
    return {
      next(piece) {
        body.append(piece);
        if (body.length > maxBytes) throw new EventTooLargeError(maxBytes);
      },
      complete() {
        destination.next(new TextDecoder().decode(body.takeWith()));
        destination.complete();
      },
    };
  });
}
