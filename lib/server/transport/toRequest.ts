import type { IncomingMessage } from 'node:http';

/** A `Request` of these may have none. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What frameworks add to a request: Express and Nest its body, read and parsed. */
type ReadMessage = IncomingMessage & { readonly body?: unknown };

/** A request of Node's as one of the fetch API. Throws where it has none: a method or an address that `Request` does not know. */
export function toRequest(incoming: ReadMessage, signal: AbortSignal): Request {
  const { method = 'GET' } = incoming;
  const body = WITHOUT_BODY.has(method) ? undefined : bodyOf(incoming);
  return new Request(urlOf(incoming), {
    method,
    headers: headersOf(incoming),
    signal,
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
}

/** Put together as text: a path that begins with two slashes is no address of another host. */
function urlOf({ url = '/', headers, socket }: IncomingMessage): string {
  const scheme = (socket as { readonly encrypted?: boolean }).encrypted === true ? 'https' : 'http';
  const host = headers.host ?? headers[':authority'] ?? 'localhost';
  return url.startsWith('/') ? `${scheme}://${String(host)}${url}` : url;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    // HTTP/2's own are no headers.
    if (!name.startsWith(':')) headers.append(name, rawHeaders[i + 1] ?? '');
  }
  return headers;
}

/** The body as it comes; what a framework has read already, as the text that it was read from. */
function bodyOf(incoming: ReadMessage): BodyInit | undefined {
  if (!incoming.readableDidRead) return streamOf(incoming);
  const { body } = incoming;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit | undefined;
  return JSON.stringify(body);
}

/** Reads no more than is asked for, and leaves the connection open for the response when nothing more is. */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = (await pieces.next()) as IteratorResult<Uint8Array>;
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
