import type { Observable } from 'rxjs';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import type { NodeResponse } from './NodeResponse.ts';
import { NodeWriter } from './NodeWriter.ts';
import type { OpenedText } from './OpenedText.ts';
import { openText } from './openText.ts';
import { type ResponseOptions, responseOptionsCodec } from './ResponseOptions.ts';
import { TextFeed } from './TextFeed.ts';

const Options = responseOptionsCodec<ResponseOptions>({});

/**
 * Sends a text as the response of a Node server: of `node:http` and `node:http2`, of Express, and of Fastify (`reply.raw`).
 *
 * It does what `toResponse` does, and finds the request by itself. Headers that were set on the response before are kept, unless this
 * function sets the same name. A reader that disconnects at any time unsubscribes the text; one that reads slowly pauses the model.
 *
 * Settles when the response has ended or the reader has disconnected. Rejects only with `InvalidRequestError` for bad options: any other
 * failure is reported to the reader.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { openAICompatible } from 'rxllm';
 * import { sseChunks, toNodeResponse } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * createServer((_request, response) => {
 *   const answer$ = provider.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 *   void toNodeResponse(answer$.pipe(sseChunks()), response);
 * }).listen(3000);
 * ```
 */
export async function toNodeResponse(
  text$: Observable<string>,
  response: NodeResponse,
  options: ResponseOptions = {},
): Promise<void> {
  decodeOrThrow(Options, options, 'options');
  const feed = new TextFeed();
  const writer = new NodeWriter(response, () => feed.stop());
  try {
    const opened = await openText(text$, feed, response.req, options);
    writer.writeHead(opened.status, opened.headers);
    if (opened.body instanceof TextFeed) await writeText(writer, opened.body, opened);
    else if (opened.body !== undefined) await writer.write(opened.body);
    writer.end();
  } finally {
    feed.stop();
  }
}

async function writeText(writer: NodeWriter, feed: TextFeed, { firstSilenceMs, silenceMs }: OpenedText): Promise<void> {
  let patienceMs = firstSilenceMs;
  try {
    for (;;) {
      const text = await feed.take(patienceMs);
      if (text === undefined) return;
      await writer.write(text);
      patienceMs = silenceMs;
    }
  } catch {
    writer.break();
  }
}
