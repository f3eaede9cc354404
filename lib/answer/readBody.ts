import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import { operate } from '../rx/operate.ts';
import { type BodyForm, bodyForm, type BodyHeader, isDecided } from './bodyForm.ts';

/** After this much leading white space the search for the first character ends. */
const MAX_BLANK_BYTES = 1024;
/** How many bytes of a piece are examined. */
const MAX_LOOKED_AT = 32;
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/** How to read a body of each form, given its beginning. */
export type BodyReaders<R> = Readonly<Record<BodyForm, (beginning: string) => OperatorFunction<Uint8Array, R>>>;

/**
 * Reads a body according to its header and its beginning. The reader is chosen when the first characters arrive, and then receives every
 * byte as it arrives.
 */
export function readBody<R>(header: BodyHeader, readers: BodyReaders<R>): OperatorFunction<Uint8Array, R> {
  return operate((destination) => {
    let body: Subscriber<Uint8Array> | undefined;
    /** Pieces that arrived before the choice. */
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    let beginning = '';

    const open = (): Subscriber<Uint8Array> => {
      body = subscribeReader(readers[bodyForm(header, beginning)](beginning), destination);
      for (const piece of waiting) body.next(piece);
      waiting = [];
      return body;
    };

    return {
      next(piece) {
        if (body) return body.next(piece);
        waiting.push(piece);
        waitingBytes += piece.length;
        beginning = withoutBlank(beginning + toLatin1(beginning === '' ? trimBlank(piece) : piece));
        if (isDecided(header, beginning) || waitingBytes > MAX_BLANK_BYTES) open();
      },
      complete() {
        (body ?? open()).complete();
      },
      error(error) {
        if (body) body.error(error);
        else destination.error(error);
      },
    };
  });
}

const withoutBlank = (text: string): string =>
  text.slice(text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0).trimStart();

/** The piece from its first byte that is not white space. */
function trimBlank(piece: Uint8Array): Uint8Array {
  const start = piece.findIndex((byte) => !BLANKS.includes(byte));
  return piece.subarray(start < 0 ? piece.length : start);
}

/** Only a few ASCII characters after white space are examined. */
const toLatin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, MAX_LOOKED_AT));

/** Receives the bytes of the body from here on. */
function subscribeReader<R>(read: OperatorFunction<Uint8Array, R>, destination: Subscriber<R>): Subscriber<Uint8Array> {
  let reader!: Subscriber<Uint8Array>;
  new Observable<Uint8Array>((subscriber) => {
    reader = subscriber;
  })
    .pipe(read)
    .subscribe(destination);
  return reader;
}
