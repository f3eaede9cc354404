import type { OperatorFunction } from 'rxjs';
import { operate } from '../../rx/operate.ts';
import type { ParseSseOptions } from './ParseSseOptions.ts';
import type { SseEvent } from './SseEvent.ts';
import { SseParser } from './SseParser.ts';

/** `parseSse` for options that were checked before. */
export function sseEvents(options: ParseSseOptions): OperatorFunction<string, SseEvent> {
  const { keepUnterminated } = options;
  return operate((destination) => {
    const parser = new SseParser(options);
    return {
      next(line) {
        const event = parser.readLine(line);
        if (event) destination.next(event);
      },
      complete() {
        const event = keepUnterminated && parser.dispatch();
        if (event && keepUnterminated(event)) destination.next(event);
        destination.complete();
      },
    };
  });
}
