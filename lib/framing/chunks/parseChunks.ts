import { isLeft } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import type { Chunk } from '../../chunk/Chunk.ts';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast, FUNCTION } from '../../codec/Rule.ts';
import { ChunkCodec, isChunkType } from '../../chunk/ChunkCodec.ts';
import { IncompleteAnswerError } from '../../errors/IncompleteAnswerError.ts';
import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import { MalformedFrameError } from '../../errors/MalformedFrameError.ts';
import { restoreError } from '../../errors/restoreError.ts';
import { operate } from '../../rx/operate.ts';
import { decodeFrame, malformedFrame } from '../json/decodeFrame.ts';
import { splitLines } from '../lines/splitLines.ts';
import { parseSse } from '../sse/parseSse.ts';
import type { SseEvent } from '../sse/SseEvent.ts';

/** Options of `parseChunks`. */
export interface ParseChunksOptions {
  /** Called with the position of each chunk that has one, before the chunk: where to resume after a lost connection. */
  readonly onPosition?: ((position: number) => void) | undefined;
  /** A larger event is an `EventTooLargeError`. @default 16 MiB */
  readonly maxEventBytes?: number | undefined;
}

const RULES = { onPosition: FUNCTION, maxEventBytes: atLeast(1) };

/**
 * Reads what `sseChunks` of `rxllm/server` wrote: the bytes of a response as the chunks that the server sent.
 *
 * ```text
 * bytes    --"data: {…}\n"--"\ndata: {…}\n\n"--"event: end\ndata: {}\n\n"--
 * chunks   ------------------s-------------t----|
 * ```
 *
 * The event `end` completes at once. The event `error` raises the server's error as the same class, with its `kind` and `retryable`. A
 * body that ends without either was cut off: an `IncompleteAnswerError`. A chunk that cannot be read is a `MalformedFrameError`,
 * because skipping it would leave a gap; events and chunks of types that this version does not know are skipped.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { parseChunks, requestBytes, toText } from 'rxllm';
 *
 * requestBytes({ url: '/api/answers', method: 'POST', body: JSON.stringify({ prompt: 'Hello' }) })
 *   .pipe(parseChunks(), toText())
 *   .subscribe((piece) => console.log(piece));
 * ```
 */
export function parseChunks(options: ParseChunksOptions = {}): OperatorFunction<Uint8Array, Chunk> {
  checkRules(options, RULES);
  const { onPosition, maxEventBytes } = options;
  return (source) =>
    source.pipe(
      splitLines({ maxLineBytes: maxEventBytes }),
      parseSse({ maxEventBytes }),
      readEvents(onPosition ?? (() => undefined)),
    );
}

function readEvents(onPosition: (position: number) => void): OperatorFunction<SseEvent, Chunk> {
  return operate(() => {
    let index = 0;
    return {
      next(event, destination) {
        const { type, data, lastEventId } = event;
        if (type === 'end') destination.complete();
        else if (type === 'error') destination.error(restoreError(parse(data, index)));
        else if (type === 'message') {
          const chunk = toChunk(data, index++);
          if (chunk === undefined) return;
          if (/^[1-9]\d*$/.test(lastEventId)) onPosition(Number(lastEventId));
          destination.next(chunk);
        }
      },
      complete() {
        throw new IncompleteAnswerError('no-end-marker');
      },
    };
  });
}

function toChunk(data: string, index: number): Chunk | undefined {
  const json = parse(data, index);
  const { type } = Object(json) as { readonly type?: unknown };
  if (typeof type === 'string' && !isChunkType(type)) return undefined;
  const decoded = decodeFrame(ChunkCodec, json, { data, index, transforms: false });
  if (isLeft(decoded)) throw new MalformedFrameError(decoded.left);
  return decoded.right;
}

function parse(data: string, index: number): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    const { left } = malformedFrame('json', data, index, [(error as Error).message]) as {
      readonly left: MalformedFrame;
    };
    throw new MalformedFrameError(left);
  }
}
