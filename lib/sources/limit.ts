import * as t from 'io-ts';
import { defer, type Observable } from 'rxjs';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { QueueFullError } from '../errors/QueueFullError.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import { Slots } from '../rx/Slots.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import type { ChatSource, ChatSourceLike } from './ChatSource.ts';
import { eitherOf } from './eitherOf.ts';
import { checkSource } from './SourceEntry.ts';

/** Options of `limit`. */
export interface LimitOptions {
  /** How many answers may run at once. */
  readonly concurrency: number;
  /**
   * How many requests may wait for their turn.
   *
   * @default Infinity
   */
  readonly maxQueued?: number | undefined;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) || n === Infinity;
const Options = members<LimitOptions>(
  'an object',
  {
    concurrency: t.refinement(t.number, (n) => n >= 1 && isCount(n), 'a whole number of at least 1'),
    maxQueued: t.refinement(t.number, (n) => n >= 0 && isCount(n), 'a whole number of at least 0'),
  },
  { required: ['concurrency'], noun: 'option' },
);

/**
 * The same source, limited to a few answers at a time. Further requests wait, first come, first served.
 *
 * ```text
 * concurrency: 1
 * first     --s"Hel"--"lo"--|
 * second                    --s"Hi"--|      asked when the first is over
 * ```
 *
 * An answer keeps its slot from its request to its end, however it ends. A request that is unsubscribed or aborted while it waits leaves
 * the queue; deadlines do not run before it is sent. `stream` and `streamEither` share the slots.
 *
 * Throws `InvalidRequestError` for bad arguments. Raises `QueueFullError`, which is retryable, if `maxQueued` requests are already waiting.
 *
 * @example
 * ```ts
 * import { limit, openAICompatible } from 'rxllm';
 *
 * const local = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 * const source = limit(local, { concurrency: 2, maxQueued: 100 });
 * const answer$ = source.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 * ```
 */
export function limit(source: ChatSourceLike, options: LimitOptions): ChatSource {
  checkSource(source, 'source');
  decodeOrThrow(Options, options, 'options');
  const { concurrency, maxQueued = Infinity } = options;
  const name = `limit(${source.name})`;
  const slots = new Slots(concurrency);

  const inTurn = <T>(request: ChatRequest, ask: () => Observable<T>): Observable<T> =>
    defer(() => {
      if (slots.full && slots.queued >= maxQueued) throw new QueueFullError(maxQueued);
      return slots.hold(defer(ask)).pipe(untilAborted(request?.signal));
    }).pipe(attributeErrors({ context: () => ({ provider: name }), signal: request?.signal }));

  return {
    name,
    stream: (request) => ChunkStream.from(inTurn(request, () => source.stream(request))),
    streamEither: (request) => inTurn(request, () => eitherOf(source, request)),
  };
}
