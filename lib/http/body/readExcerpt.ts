import type { Observable } from 'rxjs';
import { chooseClock } from '../../rx/chooseClock.ts';
import { operate } from '../../rx/operate.ts';

const MAX_BYTES = 64 * 1024;
const MAX_MILLISECONDS = 5_000;

/** Emits the start of a body as text, once: at most 64 KiB, or what has arrived after 5 s of a body that stalls or breaks. */
export function readExcerpt(bytes$: Observable<Uint8Array>): Observable<string> {
  return bytes$.pipe(
    operate((destination) => {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      let text = '';
      let bytes = 0;
      const end = (): void => {
        destination.next(text + decoder.decode());
        destination.complete();
      };
      const cancel = chooseClock().delay(end, MAX_MILLISECONDS);
      return {
        next(piece) {
          text += decoder.decode(piece.subarray(0, MAX_BYTES - bytes), { stream: true });
          bytes += piece.length;
          if (bytes >= MAX_BYTES) end();
        },
        error: end,
        complete: end,
        teardown: cancel,
      };
    }),
  );
}
