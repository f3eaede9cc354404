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
   * The request that is answered. Its `signal` or its socket shows that a reader has disconnected before the first text; its
   * `Last-Event-ID` identifies an `EventSource` that reconnects; a `HEAD` is answered with the head alone.
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
 * The status waits for the first text, at most `holdStatusMs`. A failure before it becomes a status and a body, which contain nothing from
 * the service that the server uses, unless it concerns the caller. A reader that disconnects unsubscribes the text, and one that reads
 * slowly pauses the model. If a text fails later and its encoder has not reported it, the connection is broken, so that the text does not
 * pass for complete.
 *
 * If the encoder does not write server-sent events, set its `content-type` in `headers`.
 *
 * Rejects only with `InvalidRequestError` for bad options.
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
    // Text waits only in the feed, which can pause the source.
    { highWaterMark: 0 },
  );
}
