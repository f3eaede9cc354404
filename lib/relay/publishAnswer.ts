import { Observable, type OperatorFunction } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { Positioned } from '../chunk/Positioned.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { checkId } from './checkId.ts';
import { Producer } from './Producer.ts';
import { type PublishOptions, PublishOptionsCodec } from './PublishOptions.ts';
import { readAnswer } from './readAnswer.ts';

/**
 * Writes an answer to a log, where any number of readers can find it, and reads it from there.
 *
 * ```text
 * source    --s--a--b--c--|
 * log       --1--2--(34)--|      what comes within `flushMs` of an append waits for the next
 * result    --1--2--(34)--|      the chunks with their positions
 * ```
 *
 * The place in the log is reserved first: if an answer with this id exists already, the source is not subscribed, and an
 * `InvalidRequestError` is raised. The result is a reader like any other: it emits a position after the log has it, and a slow one does not
 * slow down the source. The source pauses for a slow log if it can; otherwise it is buffered without limit.
 *
 * Unsubscribing stops the source at once and ends the answer as `stopped`, for every reader; so does `stopAnswer`, in any process. A source
 * that fails ends it as an error, which this result raises unchanged. If the log accepts no more frames, the source is stopped.
 *
 * Throws `InvalidRequestError` for bad options; raises it for a bad id.
 *
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { memoryLog, publishAnswer } from 'rxllm/relay';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * provider
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(publishAnswer(memoryLog(), crypto.randomUUID()))
 *   .subscribe(({ position, chunk }) => console.log(position, chunk.type));
 * ```
 */
export function publishAnswer(
  log: AnswerLog,
  id: string,
  options: PublishOptions = {},
): OperatorFunction<Chunk, Positioned> {
  decodeOrThrow(PublishOptionsCodec, options, 'options');
  return (source) =>
    new Observable((subscriber) => {
      checkId(id);
      const producer = new Producer(log, id, options);
      subscriber.add(() => producer.stop());
      const begin = (): void => {
        if (subscriber.closed) return;
        // The reader first: it is there when the log counts the readers.
        readAnswer(log, id, { after: 0, failure: () => producer.failure }).subscribe(subscriber);
        producer.start(source);
      };
      producer.create().then(begin, (error: unknown) => subscriber.error(error));
    });
}
