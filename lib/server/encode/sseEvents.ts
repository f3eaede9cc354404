import type { OperatorFunction } from 'rxjs';
import { operate } from '../../rx/operate.ts';
import type { Encodable } from './AnswerWriter.ts';
import type { ChunkEvent } from './ChunkEvent.ts';
import { ChunkEvents } from './ChunkEvents.ts';

/**
 * The events of `sseChunks` as objects, for a framework that serialises them itself: a NestJS handler marked `@Sse`.
 *
 * ```text
 * chunks   --s----t----|        --s----#        --#
 *          --e----e----(E|)     --e----(X|)     --(X|)       E: type 'end'; X: type 'error'
 * ```
 *
 * Such a framework has already sent its status, so every failure becomes an event, even one before the first chunk. Raises nothing.
 *
 * @example
 * ```ts
 * import { Controller, type MessageEvent, Query, Sse } from '@nestjs/common';
 * import type { Observable } from 'rxjs';
 * import { openAICompatible } from 'rxllm';
 * import { sseEvents } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * @Controller('chat')
 * export class ChatController {
 *   @Sse('answers')
 *   answer(@Query('prompt') prompt: string): Observable<MessageEvent> {
 *     return provider.stream({ messages: [{ role: 'user', content: prompt }] }).pipe(sseEvents());
 *   }
 * }
 * ```
 */
export function sseEvents(): OperatorFunction<Encodable, ChunkEvent> {
  return operate(() => {
    const events = new ChunkEvents();
    return {
      next(value, destination) {
        const event = 'position' in value ? events.of(value.chunk, value.position) : events.of(value, undefined);
        if (event) destination.next(event);
      },
      complete(destination) {
        destination.next(events.end());
        destination.complete();
      },
      error(error, destination) {
        destination.next(events.fail(error));
        destination.complete();
      },
    };
  });
}
