import type { Observable } from 'rxjs';
import { ByteBuffer } from '../../framing/lines/ByteBuffer.ts';
import { decodeUtf8 } from '../../framing/lines/decodeUtf8.ts';
import { chooseClock } from '../../rx/chooseClock.ts';
import { operate } from '../../rx/operate.ts';

const MAX_BYTES = 64 * 1024;
const MAX_MILLISECONDS = 5_000;

/** Emits the start of a body as text, once: at most 64 KiB, or what has arrived after 5 s of a body that stalls or breaks. */
export function readExcerpt(bytes$: Observable<Uint8Array>): Observable<string> {
  return bytes$.pipe(
    operate((destination) => {
      const buffer = new ByteBuffer();
      const end = (): void => {
        destination.next(decodeUtf8(buffer.takeWith().subarray(0, MAX_BYTES)));
        destination.complete();
      };
      const cancel = chooseClock().delay(end, MAX_MILLISECONDS);
      return {
        next(piece) {
          buffer.append(piece);
          if (buffer.length >= MAX_BYTES) end();
        },
        error: end,
        complete: end,
        teardown: cancel,
      };
    }),
  );
}
