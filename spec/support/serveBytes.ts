import { startServer, type LoopbackServer, type Received } from './startServer.ts';

/** What one answer is: a status, headers, and the body in the pieces in which it is written. */
export interface Served {
  readonly status?: number;
  /** `content-type: text/event-stream` unless it says otherwise; an empty object for no header at all. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** How the body ends: as it should, by a lost connection, or not at all. @default 'end' */
  readonly ending?: 'end' | 'destroy' | 'stall';
}

/** A server that gives the same answer to every request, until it is told another. */
export interface BytesServer extends LoopbackServer {
  serve(answer: Served): void;
  /** Gives each request the answer that is made for it. */
  serveBy(answer: (request: Received) => Served): void;
}

const nothing = (): Served => ({});

export async function serveBytes(): Promise<BytesServer> {
  let answerTo: (request: Received) => Served = nothing;
  const server = await startServer(async (response, request) => {
    const answer = answerTo(request);
    const { status = 200, headers = { 'content-type': 'text/event-stream' }, body = [], ending = 'end' } = answer;
    response.writeHead(status, { ...headers } as Record<string, string>);
    response.flushHeaders();
    const pieces = typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
    for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
    if (ending === 'end') response.end();
    if (ending === 'destroy') response.destroy();
  });
  return {
    ...server,
    serve: (answer) => void (answerTo = () => answer),
    serveBy: (answer) => void (answerTo = answer),
  };
}
