import { request, type IncomingHttpHeaders } from 'node:http';

/** What one request was answered, as `node:http` tells it. */
export interface Exchange {
  readonly status?: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `left`: we closed the connection, having read enough. */
  readonly ending: 'complete' | 'cut' | 'reset' | 'left';
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Leave as soon as this much of the body is there; with '' at the headers. */
  readonly until?: string;
}

/** Sends one request on a connection of its own, and says how the answer ended. */
export function exchange(
  url: string,
  { method = 'POST', headers = {}, body, until }: Question = {},
): Promise<Exchange> {
  return new Promise((resolve) => {
    let status: number | undefined;
    let answered: IncomingHttpHeaders = {};
    let isReset = false;
    const pieces: Buffer[] = [];
    const text = (): string => Buffer.concat(pieces).toString('utf8');
    const settle = (ending: Exchange['ending']): void => resolve({ status, headers: answered, body: text(), ending });
    const outgoing = request(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      agent: false,
    });
    const leaveIf = (isEnough: boolean): void => {
      if (!isEnough) return;
      settle('left');
      outgoing.destroy();
    };

    outgoing.on('socket', (socket) => {
      socket.on(
        'error',
        (error: NodeJS.ErrnoException) => (isReset ||= error.syscall === 'read' && error.code === 'ECONNRESET'),
      );
      socket.on('close', () => settle(isReset ? 'reset' : 'cut'));
    });
    outgoing.on('error', () => undefined);
    outgoing.on('response', (response) => {
      status = response.statusCode;
      answered = response.headers;
      response.on('error', () => undefined);
      response.on('end', () => settle('complete'));
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        leaveIf(until !== undefined && text().includes(until));
      });
      leaveIf(until === '');
    });
    outgoing.end(body);
  });
}
