import { catchError, EMPTY, map, Observable, retry, share, throwError } from 'rxjs';
import {
  type Chunk,
  ChunkStream,
  type Deadlines,
  type Fetch,
  isChatStreamError,
  openAICompatible,
} from '../../lib/index.ts';
import type { ConformanceOptions, SampleOptions, SampleProvider } from '../../lib/testing/index.ts';

type Make = ConformanceOptions['provider'];
type Change = (answer$: Observable<Chunk>, options: SampleOptions) => Observable<Chunk>;

/** A good provider whose answers are changed. */
const withAnswers =
  (change: Change): Make =>
  (options) => {
    const good = openAICompatible(options);
    return { ...good, stream: (request) => ChunkStream.from(change(good.stream(request), options)) };
  };

/** A good provider that is told something else. */
const withOptions =
  (change: (options: SampleOptions) => SampleOptions): Make =>
  (options) =>
    openAICompatible(change(options));

const names = (error: unknown, name: string): boolean => isChatStreamError(error) && error.name === name;

/** Hands on what comes, and nothing of what goes the other way. */
const deaf = (answer$: Observable<Chunk>, keepTeardown: boolean): Observable<Chunk> =>
  new Observable((subscriber) => {
    const subscription = answer$.subscribe({
      next: (chunk) => subscriber.next(chunk),
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
    return keepTeardown ? subscription : undefined;
  });

/** Decodes each piece alone, as if no character were ever cut. */
const pieceDecoder = (): TransformStream<Uint8Array, Uint8Array> =>
  new TransformStream({
    transform: (piece, controller) => controller.enqueue(new TextEncoder().encode(new TextDecoder().decode(piece))),
  });

const decodePieces: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  return new Response(response.body?.pipeThrough(pieceDecoder()), response);
};

const tenfold = (deadlines: Deadlines = {}): Deadlines =>
  Object.fromEntries(Object.entries(deadlines).map(([name, ms]) => [name, ms === false ? ms : Number(ms) * 10]));

/** Mistakes that providers make. */
export const brokenProviders: Readonly<Record<string, Make>> = {
  'never closes its socket': withAnswers((answer$) => deaf(answer$, false)),
  'buffers for a stalled reader': withAnswers((answer$) => deaf(answer$, true)),
  'takes a cut for the end': withAnswers((answer$) =>
    answer$.pipe(catchError((error) => (names(error, 'IncompleteAnswerError') ? EMPTY : throwError(() => error)))),
  ),
  'takes an error in the stream for the end': withAnswers((answer$) =>
    answer$.pipe(
      catchError((error) =>
        names(error, 'ProviderError') && (error as { readonly inBand: boolean }).inBand
          ? EMPTY
          : throwError(() => error),
      ),
    ),
  ),
  'prints its key': withAnswers((answer$, { apiKey }) =>
    answer$.pipe(
      catchError((error: Error) => {
        error.message += ` (asked with ${apiKey})`;
        throw error;
      }),
    ),
  ),
  'repeats text by asking again after content': withAnswers((answer$) => answer$.pipe(retry(1))),
  'shares one answer': (options) => {
    const good = openAICompatible(options);
    let shared: Observable<Chunk> | undefined;
    return { ...good, stream: (request) => ChunkStream.from((shared ??= good.stream(request).pipe(share()))) };
  },
  'freezes its chunks': withAnswers((answer$) => answer$.pipe(map((chunk) => Object.freeze(chunk)))),
  'counts its deadlines in another unit': (options) => {
    const good = openAICompatible({ ...options, deadlines: tenfold(options.deadlines) });
    return { ...good, stream: (request) => good.stream({ ...request, deadlines: tenfold(request.deadlines) }) };
  },
  'has no limit': withOptions((options) => ({ ...options, maxEventBytes: undefined })),
  'takes an abort for the end': withAnswers((answer$) =>
    answer$.pipe(catchError((error) => (names(error, 'AbortError') ? EMPTY : throwError(() => error)))),
  ),
  'leaves a listener on the signal': (options) => {
    const good = openAICompatible(options);
    const stream: SampleProvider['stream'] = (request) => {
      request.signal?.addEventListener('abort', () => undefined);
      return good.stream(request);
    };
    return { ...good, stream };
  },
  'ends at the first bad frame': withOptions((options) => ({ ...options, onMalformed: 'fail' })),
  'drops the headers of the caller': withOptions((options) => ({ ...options, headers: undefined })),
  'decodes each piece alone': withOptions((options) => ({ ...options, fetch: decodePieces })),
};
