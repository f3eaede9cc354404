import { catchError, Observable } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { Positioned } from '../chunk/Positioned.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { isChatStreamError } from '../errors/isChatStreamError.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { checkId } from './checkId.ts';
import { Producer } from './Producer.ts';
import { type PublishOptions, PublishOptionsCodec } from './PublishOptions.ts';
import { readAnswer } from './readAnswer.ts';

/**
 * Requests an answer, writes it to a log whether or not it is read, and reads it: the only call that a handler needs.
 *
 * ```text
 * answer$    --s--a--b--c--|
 * log        --1--2--3--4--|     goes on when the reader has left
 * reader     --1--2-!
 * ```
 *
 * Cold: the first subscription starts the answer. If an answer with this id exists already, in any process, `answer$` is not subscribed,
 * and the existing one is read from its beginning: a double click is paid for once.
 *
 * Unsubscribing stops only this reader. The answer continues until its end, until `stopAnswer`, or until nobody has read it for as long as
 * `whenUnread` specifies.
 *
 * It ends as `resumeAnswer` does. Throws `InvalidRequestError` for bad options; raises it for a bad id.
 *
 * @param answer$ an answer that is requested on subscription, as by every `stream()`
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { memoryLog, startAnswer } from 'rxllm/relay';
 * import { sseChunks, toResponse } from 'rxllm/server';
 *
 * const log = memoryLog();
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export function POST(request: Request): Promise<Response> {
 *   const id = crypto.randomUUID();
 *   const answer$ = provider.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 *   return toResponse(startAnswer(log, id, answer$).pipe(sseChunks()), { request, headers: { 'x-answer-id': id } });
 * }
 * ```
 */
export function startAnswer(
  log: AnswerLog,
  id: string,
  answer$: Observable<Chunk>,
  options: PublishOptions = {},
): Observable<Positioned> {
  decodeOrThrow(PublishOptionsCodec, options, 'options');
  return new Observable((subscriber) => {
    checkId(id);
    const producer = new Producer(log, id, options);
    const begin = (): void => {
      // The reader first: it is there when the log counts the readers.
      if (!subscriber.closed) {
        readAnswer(log, id, { after: 0, failure: () => producer.failure }).subscribe(subscriber);
      }
      producer.start(answer$);
    };
    const join = (refusal: unknown): void => {
      if (subscriber.closed) return;
      if (isRefused(refusal)) readOther(log, id, refusal).subscribe(subscriber);
      else subscriber.error(refusal);
    };
    producer.create().then(begin, join);
  });
}

/**
 * Whether the log has refused the id. Other errors of this library mean that it is unreachable or full; a third-party log may raise
 * anything.
 */
const isRefused = (error: unknown): boolean => !isChatStreamError(error) || error.name === 'InvalidRequestError';

/** The answer that has the id, or the refusal if there is none. */
const readOther = (log: AnswerLog, id: string, refusal: unknown): Observable<Positioned> =>
  readAnswer(log, id, { after: 0 }).pipe(
    catchError((error: unknown) => {
      const isMissing = isChatStreamError(error) && error.name === 'IncompleteAnswerError' && error.reason === 'lost';
      throw isMissing && !error.contentReceived ? refusal : error;
    }),
  );
