import { right } from 'fp-ts/lib/Either.js';
import { defer, from, map, type Observable } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { STRING } from '../codec/Rule.ts';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import type { ChatSource } from '../sources/ChatSource.ts';
import { ChatRequest } from '../request/ChatRequest.ts';
import type { Chunk } from '../chunk/Chunk.ts';

/** Options of `sourceOf`. */
export interface SourceOfOptions {
  /** Its name in errors and logs. @default 'sourceOf' */
  readonly name?: string | undefined;
}

const RULES = { name: STRING };

type Chunks = Observable<Chunk> | readonly Chunk[];

/**
 * A source that answers with the given chunks: tests of an application need no HTTP, and can run in virtual time.
 *
 * ```text
 * chunks$              --s--a--b--(f|)
 * stream(request)      --s--a--b--(f|)
 * its signal aborted   --s--a-#
 * ```
 *
 * Each subscription subscribes to the given Observable; a function is called for each subscription. A list of chunks (`answerOf`) is
 * emitted at once. It treats a request as a provider does: one that does not decode is an `InvalidRequestError`, an aborted signal an
 * `AbortError`, both as error notifications; an error of this library gets its `provider` and `contentReceived`. Deadlines belong to
 * providers, and have no effect here.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import type { Chunk } from 'rxllm';
 * import { sourceOf } from 'rxllm/testing';
 *
 * const source = sourceOf(
 *   of<Chunk[]>(
 *     { type: 'start' },
 *     { type: 'text', choice: 0, text: 'Hello' },
 *     { type: 'finish', choice: 0, reason: 'stop' },
 *   ),
 * );
 * source.stream({ messages: [{ role: 'user', content: 'Hi' }] }).subscribe(console.log);
 * ```
 */
export function sourceOf(
  answer: Chunks | ((request: ChatRequest) => Chunks),
  options: SourceOfOptions = {},
): ChatSource {
  checkRules(options, RULES);
  const { name = 'sourceOf' } = options;
  const open = (request: ChatRequest): Observable<Chunk> =>
    chunksFor(answer, request).pipe(attributeErrors({ context: () => ({ provider: name }), signal: request?.signal }));
  return {
    name,
    stream: (request) => ChunkStream.from(open(request)),
    streamEither: (request) => open(request).pipe(map((chunk) => right(chunk))),
  };
}

function chunksFor(answer: Parameters<typeof sourceOf>[0], request: ChatRequest): Observable<Chunk> {
  return defer(() => {
    decodeOrThrow(ChatRequest, request);
    const chunks = typeof answer === 'function' ? answer(request) : answer;
    return from(chunks).pipe(untilAborted(request.signal));
  });
}
