import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast, FUNCTION } from '../../codec/Rule.ts';
import type { ParseSseOptions } from './ParseSseOptions.ts';
import type { SseEvent } from './SseEvent.ts';
import { sseEvents } from './sseEvents.ts';

const RULES = {
  onRetry: FUNCTION,
  onIgnored: FUNCTION,
  dataOf: FUNCTION,
  maxEventBytes: atLeast(1),
  keepUnterminated: FUNCTION,
};

/**
 * Parses lines into server-sent events, exactly as the WHATWG HTML Standard says in 9.2.6.
 *
 * ```text
 * lines    --"id: 7"--"data: a"--"data: b"--""--": ping"--""----|
 * events   ----------------------------------e------------------|      e = { type: 'message', data: 'a\nb', lastEventId: '7' }
 * ```
 *
 * Comments and unknown fields are ignored; an event without `data` is not dispatched; an `id` applies until the next one, and
 * one that contains NUL is ignored; an event that no empty line closes is discarded at completion.
 *
 * Throws `InvalidRequestError` for bad options. Raises `EventTooLargeError` as an error notification; errors thrown by `onRetry` and `onIgnored` pass on unchanged.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { parseSse } from 'rxllm';
 *
 * of('data: hello', '').pipe(parseSse()).subscribe(console.log); // { type: 'message', data: 'hello', lastEventId: '' }
 * ```
 */
export function parseSse(options: ParseSseOptions = {}): OperatorFunction<string, SseEvent> {
  checkRules(options, RULES);
  return sseEvents(options);
}
