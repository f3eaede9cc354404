import * as t from 'io-ts';
import type { Observable } from 'rxjs';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { onReaderLeave } from './onReaderLeave.ts';
import type { OpenedText } from './OpenedText.ts';
import { openText } from './openText.ts';
import { type AnsweredRequest, type ResponseOptions, responseOptionsCodec } from './ResponseOptions.ts';
import { TextFeed } from './TextFeed.ts';

/** Options of `toResponse`. */
export interface ToResponseOptions extends ResponseOptions {
  /**
   * The request that is answered. By its `signal`, or by its socket, a reader that leaves before the first text is noticed; its
   * `Last-Event-ID` tells an `EventSource` that connects again; a `HEAD` is answered by the head alone.
   */
  readonly request?: AnsweredRequest | undefined;
}

const Options = responseOptionsCodec<ToResponseOptions>({
  request: t.refinement(t.unknown, (value) => typeof value === 'object' && value !== null, 'a request') as never,
});

/**
 * A text as a `Response` of the fetch API: for Next, Hono, Bun, Deno, workers, and Fastify.
 *
 * ```text
 * text$     --a----b----|           --#             ----------------(nothing for 10 s)----#
 * Response  --200 a b end           --502, JSON     ----------------200, comment----------error frame
 * ```
 *
 * The status waits for the first text, at most `holdStatusMs`: a failure before is a status and a body, without a word of the service behind
 * the server that does not concern the caller. A reader that leaves unsubscribes the text, and one that reads slowly pauses the model.
 * A text that fails later, and whose encoder has not told of it, breaks the connection, so that it does not pass for whole.
 *
 * A text whose encoder does not write server-sent events has a `content-type` of its own in `headers`.
 *
 * Rejects with `InvalidRequestError` for bad options, and with nothing else.
 *
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { sseChunks, toResponse } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export function GET(request: Request): Promise<Response> {
 *   const content = new URL(request.url).searchParams.get('prompt') ?? '';
 *   return toResponse(provider.stream({ messages: [{ role: 'user', content }] }).pipe(sseChunks()), { request });
 * }
 * ```
 */
export async function toResponse(text$: Observable<string>, options: ToResponseOptions = {}): Promise<Response> {
  decodeOrThrow(Options, options, 'options');
  const feed = new TextFeed();
  if (options.request) feed.add(onReaderLeave(options.request, () => feed.stop()));
  const opened = await openText(text$, feed, options.request, options);
  const { status, headers } = opened;
  return new Response(opened.body instanceof TextFeed ? toBody(opened.body, opened) : (opened.body ?? null), {
    status,
    headers,
  });
}

function toBody(feed: TextFeed, { firstSilenceMs, silenceMs }: OpenedText): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let patienceMs = firstSilenceMs;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const text = await feed.take(patienceMs);
        patienceMs = silenceMs;
        if (text === undefined) controller.close();
        else controller.enqueue(encoder.encode(text));
      },
      cancel() {
        feed.stop();
      },
    },
    // What waits, waits in the feed, which knows how to pause the source.
    { highWaterMark: 0 },
  );
}
