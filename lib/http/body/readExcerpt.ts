import { catchError, concat, defer, EMPTY, last, map, type Observable, of, takeUntil, takeWhile, timer } from 'rxjs';
import { ByteBuffer } from '../../framing/lines/ByteBuffer.ts';

const MAX_BYTES = 64 * 1024;
const MAX_MILLISECONDS = 5_000;

/** The start of a body as text, once: at most 64 KiB, and what has come in 5 s of a body that stalls or breaks. */
export function readExcerpt(bytes$: Observable<Uint8Array>): Observable<string> {
  return defer(() => {
    const buffer = new ByteBuffer();
    const filled$ = bytes$.pipe(
      takeUntil(timer(MAX_MILLISECONDS)),
      map((piece) => buffer.append(piece)),
      takeWhile(() => buffer.length < MAX_BYTES),
      catchError(() => EMPTY),
    );
    return concat(filled$, of(undefined)).pipe(
      last(),
      map(() => new TextDecoder().decode(buffer.takeWith().subarray(0, MAX_BYTES))),
    );
  });
}
