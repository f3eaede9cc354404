import type { OperatorFunction } from 'rxjs';
import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { operate } from '../../rx/operate.ts';
import { exceedsBytes } from '../lines/byteLength.ts';
import type { SseEvent } from '../sse/SseEvent.ts';

/** `parseNdjson` for options that were checked before. */
export function ndjsonEvents(maxEventBytes: number): OperatorFunction<string, SseEvent> {
  return operate(() => ({
    next(line, destination) {
      if (exceedsBytes(line, maxEventBytes)) throw new EventTooLargeError(maxEventBytes);
      if (line.trim() !== '') destination.next({ type: 'message', data: line, lastEventId: '' });
    },
  }));
}
