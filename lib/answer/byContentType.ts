import { map, Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import { operate } from '../rx/operate.ts';
import { excerptOf, looksLikeHtml } from '../http/refusal/plainText.ts';
import { UnexpectedContentError } from '../errors/UnexpectedContentError.ts';
import { readExcerpt } from '../http/body/readExcerpt.ts';
import { contentKind, type ContentKind } from './contentKind.ts';

/** So much white space before the first character is enough: what follows it is no page. */
const MAX_BLANK_BYTES = 1024;

/** How to read a body of each kind. */
export interface BodyReaders<R> {
  readonly sse: OperatorFunction<Uint8Array, R>;
  readonly json: OperatorFunction<Uint8Array, R>;
}

/**
 * Reads a body by what its header says it is: an event stream, one JSON answer, or neither.
 *
 * A body that is called plain text, or nothing at all, may be a page: it is looked at up to its first character. Each reader
 * is subscribed once the header is known, and gets every byte as it comes.
 *
 * Raises `UnexpectedContentError` as an error notification.
 *
 * @param contentType asked at the first byte, or at the end of an empty body
 */
export function byContentType<R>(contentType: () => string, readers: BodyReaders<R>): OperatorFunction<Uint8Array, R> {
  return operate((destination) => {
    let body: Subscriber<Uint8Array> | undefined;
    /** White space that came before the first character. */
    let blank: Uint8Array[] = [];
    let blankBytes = 0;

    const open = (kind: Exclude<ContentKind, 'plain'>): Subscriber<Uint8Array> => {
      const read = kind === 'unexpected' ? failWithExcerpt<R>(contentType()) : readers[kind];
      const reader = subscribeReader(read, destination);
      body = reader;
      for (const piece of blank) reader.next(piece);
      blank = [];
      return reader;
    };

    return {
      next(piece) {
        if (body) return body.next(piece);
        const kind = contentKind(contentType());
        if (kind !== 'plain') return open(kind).next(piece);
        blankBytes += piece.length;
        const text = new TextDecoder('latin1').decode(piece).replace(/^[\s\u00ef\u00bb\u00bf]+/, '');
        if (text === '' && blankBytes <= MAX_BLANK_BYTES) blank.push(piece);
        else open(looksLikeHtml(text) ? 'unexpected' : 'sse').next(piece);
      },
      complete() {
        const kind = contentKind(contentType());
        (body ?? open(kind === 'plain' ? 'sse' : kind)).complete();
      },
      error(error) {
        if (body) body.error(error);
        else destination.error(error);
      },
    };
  });
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

function failWithExcerpt<R>(contentType: string): OperatorFunction<Uint8Array, R> {
  return (bytes$: Observable<Uint8Array>) =>
    readExcerpt(bytes$).pipe(
      map((text) => {
        throw new UnexpectedContentError(contentType, excerptOf(text));
      }),
    );
}
