import type { ServerResponse } from 'node:http';
import { type LoopbackServer, type Received, startServer } from '../../support/startServer.ts';

/** One answer that the spec writes word by word. */
export interface Answering {
  readonly received: Received;
  /** The text of each message that was asked with, in order. */
  readonly messages: () => readonly string[];
  readonly say: (text: string) => void;
  readonly think: (text: string) => void;
  readonly finish: () => void;
  /** Loses the connection. */
  readonly cut: () => void;
  /** Settles when the asker has gone, or the answer has ended. */
  readonly closed: Promise<void>;
  readonly isClosed: () => boolean;
}

/** A model service that says what the spec says, when it says it. */
export interface Upstream {
  readonly server: LoopbackServer;
  /** How to ask it by the command. */
  readonly options: readonly string[];
  /** The answer of the request of this number, from 0, once it is asked. */
  readonly answer: (index: number) => Promise<Answering>;
}

export async function startUpstream(): Promise<Upstream> {
  const answers: Answering[] = [];
  const waiting: (() => void)[] = [];
  const server = await startServer((response, received) => {
    if (received.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"object":"list","data":[{"id":"small"},{"id":"large"}]}');
      return;
    }
    answers.push(answering(response, received));
    for (const tell of waiting.splice(0)) tell();
  });
  return {
    server,
    options: ['--base-url', server.url, '--model', 'small', '--retries', '0'],
    async answer(index) {
      for (;;) {
        const answer = answers[index];
        if (answer !== undefined) return answer;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

function answering(response: ServerResponse, received: Received): Answering {
  let isClosed = false;
  const closed = new Promise<void>((resolve) =>
    response.on('close', () => {
      isClosed = true;
      resolve();
    }),
  );
  const send = (delta: object, reason: string | null = null): void => {
    const choices = [{ index: 0, delta, finish_reason: reason }];
    response.write(`data: ${JSON.stringify({ model: 'small', choices })}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  return {
    received,
    messages: () =>
      (JSON.parse(received.body) as { readonly messages: readonly { readonly content: string }[] }).messages.map(
        ({ content }) => content,
      ),
    say: (content) => send({ content }),
    think: (text) => send({ reasoning_content: text }),
    finish() {
      send({}, 'stop');
      response.end('data: [DONE]\n\n');
    },
    cut: () => response.destroy(),
    closed,
    isClosed: () => isClosed,
  };
}
