import * as t from 'io-ts';
import { concatMap, defer, isObservable, type Observable, take, throwIfEmpty } from 'rxjs';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import { fromResult } from '../rx/fromResult.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { type AnswerForm, chunkForm, eitherForm } from './AnswerForm.ts';
import type { ChatSource, ChatSourceLike } from './ChatSource.ts';
import { checkSource } from './SourceEntry.ts';

/** An answer that is decorated: of chunks, or of `Either`s for `streamEither`. */
export interface DecoratedAnswer<T> {
  /** The request as it was sent. */
  readonly request: ChatRequest;
  /** The chunk in a value; a malformed frame has none. */
  readonly chunkOf: (value: T) => Chunk | undefined;
  /** Makes a value of the answer from a chunk of your own. */
  readonly toValue: (chunk: Chunk) => T;
}

/** How to change or observe a source. */
export interface Decoration {
  /** Returns the request to send. Called for each subscription. Of an Observable, the first value counts. */
  readonly request?:
    | ((request: ChatRequest) => ChatRequest | PromiseLike<ChatRequest> | Observable<ChatRequest>)
    | undefined;
  /** Returns the answer to emit, with any operators applied. Called for each subscription. */
  readonly answer?: (<T>(answer$: Observable<T>, context: DecoratedAnswer<T>) => Observable<T>) | undefined;
  /** Its name in errors and logs. @default the name of the source */
  readonly name?: string | undefined;
}

const Options = members<Decoration>(
  'an object with request, answer or name',
  { request: t.Function as never, answer: t.Function as never, name: t.string },
  { noun: 'option' },
);

/**
 * A source whose requests or answers are changed or observed, in both forms of an answer: for a log, a cache, a guard, a budget.
 *
 * ```text
 * request   as returned by `by.request`
 * source    --s--a--b--(f|)
 * result    as returned by `by.answer`
 * ```
 *
 * It is as cold as the source, and keeps its back-pressure if the operators of `answer` do. Errors thrown by the functions of `by`, and
 * errors of their streams, pass on unchanged. Aborting the request's signal ends the wait for a request.
 *
 * Throws `InvalidRequestError` for bad arguments; raises one if `by.request` returns no request.
 *
 * @example
 * ```ts
 * import { tap } from 'rxjs';
 * import { autonomousAI, decorate } from 'rxllm';
 *
 * const logged = decorate(autonomousAI(), {
 *   answer: (answer$, { request, chunkOf }) =>
 *     answer$.pipe(tap((value) => console.log(request.model, chunkOf(value)?.type))),
 * });
 * ```
 */
export function decorate(source: ChatSourceLike, by: Decoration): ChatSource {
  checkSource(source, 'source');
  decodeOrThrow(Options, by, 'by');
  const { name = source.name } = by;

  const open = <T>(request: ChatRequest, { ask, chunkOf, toValue }: AnswerForm<T>): Observable<T> =>
    defer(() => requestsOf(by.request?.(request) ?? request)).pipe(
      take(1),
      throwIfEmpty(noRequest),
      untilAborted(by.request && request?.signal),
      concatMap((sent) => {
        const answer$ = defer(() => ask(source, sent));
        return by.answer?.(answer$, { request: sent, chunkOf, toValue }) ?? answer$;
      }),
      attributeErrors({ context: () => ({ provider: name }), signal: request?.signal }),
    );

  return {
    name,
    stream: (request) => ChunkStream.from(open(request, chunkForm)),
    streamEither: (request) => open(request, eitherForm),
  };
}

function requestsOf(given: ChatRequest | PromiseLike<ChatRequest> | Observable<ChatRequest>): Observable<ChatRequest> {
  if (isObservable(given)) return given;
  return fromResult(() => given);
}

const noRequest = (): InvalidRequestError =>
  new InvalidRequestError([{ path: 'by/request', expected: 'a request', message: 'by/request must return a request' }]);
