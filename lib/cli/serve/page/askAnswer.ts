import { catchError, concat, defer, type Observable, retry, throwError, timer } from 'rxjs';
import {
  type Chunk,
  IncompleteAnswerError,
  isChatStreamError,
  type Message,
  parseChunks,
  requestBytes,
} from '../../../index.ts';

/** A question in the form that the server accepts. */
export interface Question {
  readonly id: string;
  readonly model: string | undefined;
  readonly messages: readonly Message[];
}

const MAX_TRIES = 6;
const FIRST_WAIT_MS = 500;

/** Whether the connection to this page's server was lost, as opposed to a failure that the server reports. */
class LostConnection {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Asks, and emits the answer as it arrives. Without a log, a lost connection ends it. */
export function askAnswer(question: Question, { log }: { readonly log: boolean }): Observable<Chunk> {
  return log ? readingOn(question.id, () => post(question)) : reading(post(question));
}

/** An earlier answer, from its beginning. */
export const rereadAnswer = (id: string): Observable<Chunk> => readingOn(id, () => read(id, 0));

/** Continues after the last position when the connection is lost. A question that is posted again is not asked again. */
function readingOn(id: string, begin: () => Observable<Uint8Array>): Observable<Chunk> {
  return defer(() => {
    let position = 0;
    let tries = 0;
    const onPosition = (next: number): void => {
      position = next;
      tries = 0;
    };
    return defer(() =>
      (position === 0 ? begin() : read(id, position)).pipe(noticingLoss, parseChunks({ onPosition })),
    ).pipe(
      retry({
        delay: (error) =>
          error instanceof LostConnection && tries < MAX_TRIES
            ? timer(FIRST_WAIT_MS * 2 ** tries++)
            : throwError(() => error),
      }),
      unwrapped,
    );
  });
}

const reading = (bytes$: Observable<Uint8Array>): Observable<Chunk> =>
  bytes$.pipe(noticingLoss, parseChunks(), unwrapped);

const post = (question: Question): Observable<Uint8Array> =>
  requestBytes({
    url: urlOf('/answers'),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });

const read = (id: string, after: number): Observable<Uint8Array> =>
  requestBytes({ url: urlOf(`/answers/${id}?after=${after}`) });

const urlOf = (path: string): string => new URL(path, location.href).href;

/** An answer ends with an event, after which nothing is read. A body that ends before it was cut off. */
const noticingLoss = (bytes$: Observable<Uint8Array>): Observable<Uint8Array> =>
  concat(
    bytes$,
    throwError(() => new IncompleteAnswerError('connection-lost')),
  ).pipe(
    catchError((error: unknown) => {
      const isLoss =
        isChatStreamError(error) && (error.name === 'ConnectionError' || error.name === 'IncompleteAnswerError');
      throw isLoss ? new LostConnection(error) : error;
    }),
  );

const unwrapped = (chunk$: Observable<Chunk>): Observable<Chunk> =>
  chunk$.pipe(
    catchError((error: unknown) => {
      throw error instanceof LostConnection ? error.error : error;
    }),
  );
