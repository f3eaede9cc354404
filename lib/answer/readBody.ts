import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import { operate } from '../rx/operate.ts';
import { type BodyForm, bodyForm, type BodyHeader, ENOUGH_CHARACTERS, isDecided } from './bodyForm.ts';

/** So much white space before the first character is enough: what follows it is not looked at. */
const MAX_BLANK_BYTES = 1024;
/** So many bytes of a piece are looked at. */
const MAX_LOOKED_AT = 32;
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/** How to read a body of each form, given how it begins. */
export type BodyReaders<R> = Readonly<Record<BodyForm, (beginning: string) => OperatorFunction<Uint8Array, R>>>;

/**
 * Reads a body by what its header says it is, and by how it begins. The reader is chosen with the first characters, and gets every byte as
 * it comes.
 */
export function readBody<R>(header: BodyHeader, readers: BodyReaders<R>): OperatorFunction<Uint8Array, R> {
  return operate((destination) => {
    let body: Subscriber<Uint8Array> | undefined;
    /** Pieces that came before the choice. */
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
        beginning = withoutBlank(beginning + toLatin1(piece));
        if (isDecided(header) || isEnough(beginning) || waitingBytes > MAX_BLANK_BYTES) open();
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

const isEnough = (beginning: string): boolean =>
  beginning.length >= ENOUGH_CHARACTERS || /^[[<]|^\{[^ \t]|[\r\n]/.test(beginning);

const withoutBlank = (text: string): string =>
  text.slice(text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0).trimStart();

/** What is looked at are a few characters of ASCII, after white space. */
function toLatin1(bytes: Uint8Array): string {
  const start = bytes.findIndex((byte) => byte > 0x20);
  const from = start < 0 ? bytes.length : start;
  return String.fromCharCode(...bytes.subarray(from, from + MAX_LOOKED_AT));
}

/** What takes the bytes of the body from here on. */
function subscribeReader<R>(read: OperatorFunction<Uint8Array, R>, destination: Subscriber<R>): Subscriber<Uint8Array> {
  let reader!: Subscriber<Uint8Array>;
  new Observable<Uint8Array>((subscriber) => {
    reader = subscriber;
  })
    .pipe(read)
    .subscribe(destination);
  return reader;
}
