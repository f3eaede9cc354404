import type { IncomingMessage, ServerResponse } from 'node:http';
import { failureOf } from '../failure/failureOf.ts';
import { Refusal } from '../failure/Refusal.ts';
import { failureResponse } from './failureResponse.ts';
import { NodeWriter } from './NodeWriter.ts';
import { toRequest } from './toRequest.ts';

/** Node reads an unread body of up to this many bytes to its end, so that the connection can serve the next request. */
const SMALL_BODY = 64 * 1024;
/** How long a client that is still sending may take to see the answer. */
const LINGER_MS = 500;

/**
 * A fetch-API handler as a handler of Node's: for `createServer`, for `app.use` of Express, and anywhere else with a request and a response
 * of Node's.
 *
 * Its request has a `signal`, which is aborted when the reader disconnects before the end. Only the part of the request's body that the
 * handler reads is read; if it answers before the end of a large one (413), the connection is closed. Only the part of the response's body
 * that the reader takes is read. A body that Express or Nest has already parsed is serialised again. In `app.use(path, …)` of Express the
 * handler sees the address after the path.
 *
 * If the handler throws, the response is 500; for an invalid address it is 400. Neither gives the reason.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { openAICompatible } from 'rxllm';
 * import { openAIGateway, toNodeHandler } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * createServer(toNodeHandler(openAIGateway(provider))).listen(8787, '127.0.0.1');
 * ```
 */
export function toNodeHandler(
  handler: (request: Request) => Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    answer(handler, incoming, response).catch(() => response.destroy());
  };
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // The response notices a client that disconnects in the middle of its body.
  incoming.on('error', () => undefined);
  const left = new AbortController();
  let request: Request | undefined;
  const writer = new NodeWriter(response, () => {
    // Reads it from the request, so that the request is retained: Node's signal only fires while something references the request.
    if (!response.writableFinished && request?.signal.aborted !== true) left.abort();
  });
  let answered: Response;
  try {
    request = toRequest(incoming, left.signal);
    answered = checked(await handler(request));
  } catch (error) {
    answered = refusal(request === undefined ? new Refusal(NO_ADDRESS) : error);
  }
  await send(answered, incoming, response, writer);
}

/** Without types the value may be anything. */
function checked(answered: Response | undefined): Response {
  if (typeof answered?.status === 'number') return answered;
  throw new TypeError('the handler gave no Response');
}

const NO_ADDRESS = { status: 400, message: 'The method or the address of the request cannot be read.' };

function refusal(error: unknown): Response {
  const { body, ...head } = failureResponse(failureOf(error));
  return new Response(body, head);
}

async function send(
  { status, headers, body }: Response,
  incoming: IncomingMessage,
  response: ServerResponse,
  writer: NodeWriter,
): Promise<void> {
  const reader = body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  if (writer.isGone) return stop();
  response.once('close', stop);
  const isStillSending = sendsMuch(incoming);
  if (isStillSending) response.setHeader('connection', 'close');
  writer.writeHead(status, headers);
  if (reader && incoming.method !== 'HEAD') {
    const isWhole = await writeBody(reader, writer);
    if (!isWhole) return writer.break();
  }
  if (isStillSending && headers.has('content-length')) await closedWithin(response, LINGER_MS);
  writer.end();
  return undefined;
}

/** Resolves with whether the body reached its end. */
async function writeBody(reader: ReadableStreamDefaultReader<Uint8Array>, writer: NodeWriter): Promise<boolean> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      await writer.write(value);
    }
  } catch {
    return false;
  }
}

/** Whether much of the request's body is still to come, as far as is known. */
function sendsMuch({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  const length = headers['content-length'];
  return length === undefined ? headers['transfer-encoding'] !== undefined : Number(length) > SMALL_BODY;
}

/**
 * If a response is closed while the client is still sending, it may be lost on its way. The client has received it completely, and gets
 * time to see it.
 */
function closedWithin(response: ServerResponse, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
