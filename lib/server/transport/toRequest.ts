import type { IncomingMessage } from 'node:http';

/** The methods with which a `Request` may not have a body. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What frameworks add to a request: Express and Nest add its body, read and parsed. */
type ReadMessage = IncomingMessage & { readonly body?: unknown };

/**
 * A request of Node's as one of the fetch API. Throws if this is not possible: for a method or an address that `Request` does not accept.
 */
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

/** Concatenated as text: a path that begins with two slashes is not the address of another host. */
function urlOf({ url = '/', headers, socket }: IncomingMessage): string {
  const scheme = (socket as { readonly encrypted?: boolean }).encrypted === true ? 'https' : 'http';
  const host = headers.host ?? headers[':authority'] ?? 'localhost';
  return url.startsWith('/') ? `${scheme}://${String(host)}${url}` : url;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    // The pseudo-headers of HTTP/2 are not headers.
    if (!name.startsWith(':')) headers.append(name, rawHeaders[i + 1] ?? '');
  }
  return headers;
}

/** The body as it arrives. If a framework has already read it, it is serialised again. */
function bodyOf(incoming: ReadMessage): BodyInit | undefined {
  if (!incoming.readableDidRead) return streamOf(incoming);
  const { body } = incoming;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit | undefined;
  return JSON.stringify(body);
}

/** Reads no more than is requested, and leaves the connection open for the response when no more is needed. */
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
