import type { Observable } from 'rxjs';
import { toAsyncIterable, type BufferOptions } from './toAsyncIterable.ts';

/**
 * An Observable as a web `ReadableStream`, for `new Response(…)` and `pipeTo`.
 *
 * The source is subscribed at the first read. `cancel()` unsubscribes at once; an error of the source errors the stream. A
 * reader that stops reading pauses the socket of a provider's stream, as in `toAsyncIterable`.
 *
 * @example
 * ```ts
 * import { autonomousAI, toReadableStream, toText } from 'rxllm';
 *
 * const words$ = autonomousAI().stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(toText());
 * const response = new Response(toReadableStream(words$).pipeThrough(new TextEncoderStream()));
 * ```
 */
export function toReadableStream<T>(source: Observable<T>, options: BufferOptions = {}): ReadableStream<T> {
  const iterator = toAsyncIterable(source, options)[Symbol.asyncIterator]();
  return new ReadableStream<T>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // The items wait in the iterator's queue, which can pause the source; none need to wait here.
    { highWaterMark: 0 },
  );
}
