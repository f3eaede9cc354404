import type { OperatorFunction, Subscriber } from 'rxjs';
import { operate } from '../../rx/operate.ts';
import type { SseEvent } from '../sse/SseEvent.ts';
import { JsonSplitter } from './JsonSplitter.ts';

/** `splitJson` for options that were checked before. */
export function jsonValues(maxEventBytes: number): OperatorFunction<Uint8Array, SseEvent> {
  return operate((destination) => {
    // It drops a byte order mark at the start.
    const decoder = new TextDecoder();
    const splitter = new JsonSplitter(maxEventBytes);
    return {
      next(piece) {
        splitter.write(decoder.decode(piece, { stream: true }));
        emitWhole(splitter, destination);
      },
      complete() {
        emitWhole(splitter, destination);
        const rest = splitter.end(decoder.decode());
        if (rest !== undefined) destination.next(toEvent(rest));
        destination.complete();
      },
    };
  });
}

/** Leaves nothing over, even if the consumer feeds or completes the source while it receives a value. */
function emitWhole(splitter: JsonSplitter, destination: Subscriber<SseEvent>): void {
  while (!destination.closed) {
    const text = splitter.read();
    if (text === undefined) return;
    destination.next(toEvent(text));
  }
}

function toEvent(data: string): SseEvent {
  return { type: 'message', data, lastEventId: '' };
}
