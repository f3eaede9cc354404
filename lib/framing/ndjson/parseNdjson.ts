import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast } from '../../codec/Rule.ts';
import { DEFAULT_MAX_BYTES } from '../lines/limits.ts';
import type { SseEvent } from '../sse/SseEvent.ts';
import { ndjsonEvents } from './ndjsonEvents.ts';

/** Options of `parseNdjson`. */
export interface ParseNdjsonOptions {
  /** A larger line, in bytes of UTF-8, is an `EventTooLargeError`. @default 16 MiB */
  readonly maxEventBytes?: number | undefined;
}

const RULES = { maxEventBytes: atLeast(1) };

/**
 * Makes an event of each line of newline-delimited JSON. A line of only white space gives no event.
 *
 * ```text
 * lines    --{"n":1}--""--{"n":2}--"oops"--|
 * events   --e1-----------e2-------e3------|      e1 = { type: 'message', data: '{"n":1}', lastEventId: '' }
 * ```
 *
 * The line is passed on as it is. `decodeJson` decides whether it is JSON, so that one bad line does not end the stream.
 *
 * Throws `InvalidRequestError` for bad options. Raises `EventTooLargeError` as an error notification.
 *
 * @see https://github.com/ndjson/ndjson-spec
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 * import { decodeJson, parseNdjson, rights, splitLines } from 'rxllm';
 *
 * of(new TextEncoder().encode('{"n":1}\n{"n":2}\n'))
 *   .pipe(splitLines(), parseNdjson(), decodeJson(t.type({ n: t.number })), rights())
 *   .subscribe(({ n }) => console.log(n)); // 1, 2
 * ```
 */
export function parseNdjson(options: ParseNdjsonOptions = {}): OperatorFunction<string, SseEvent> {
  checkRules(options, RULES);
  const { maxEventBytes = DEFAULT_MAX_BYTES } = options;
  return ndjsonEvents(maxEventBytes);
}
