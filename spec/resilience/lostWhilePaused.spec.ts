import type { Socket } from 'node:net';
import { assert } from 'chai';
import { type ChatRequest, type Chunk, openAICompatible } from '../../lib/index.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, finish, text } from '../support/wire.ts';

const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';

/** Frames as chunks of HTTP, so many in one; the last chunk, which would end the body, never comes. */
const chunked = (frames: readonly string[], perChunk: number): string => {
  let body = '';
  for (let i = 0; i < frames.length; i += perChunk) {
    const piece = frames.slice(i, i + perChunk).join('');
    body += `${piece.length.toString(16)}\r\n${piece}\r\n`;
  }
  return body;
};

describe('a connection that is lost while the consumer has paused', () => {
  let server: TcpServer;
  let body: string;
  let connection: Socket | undefined;

  before(async () => {
    server = await startTcpServer((socket) => {
      connection = socket;
      socket.write(HEAD + body);
    });
  });
  after(() => server.close());

  /** Reads one chunk, loses the connection, and reads the rest when the client's socket has noticed. */
  async function readSlowly(
    lose: (socket: Socket | undefined) => unknown,
  ): Promise<{ readonly texts: number; readonly last: Chunk | undefined; readonly error: unknown }> {
    let texts = 0;
    let last: Chunk | undefined;
    try {
      for await (const chunk of openAICompatible({ baseUrl: server.url }).stream(request)) {
        last = chunk;
        if (chunk.type !== 'text' || ++texts > 1) continue;
        lose(connection);
        await server.idle();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } catch (error) {
      return { texts, last, error };
    }
    return { texts, last, error: undefined };
  }

  const losses: Readonly<Record<string, (socket: Socket | undefined) => unknown>> = {
    FIN: (socket) => socket?.end(),
    RST: (socket) => socket?.resetAndDestroy(),
  };

  for (const [loss, lose] of Object.entries(losses)) {
    for (const perChunk of [1, 3, 100]) {
      it(`by ${loss} gives all that had come, in chunks of ${perChunk}`, async () => {
        body = chunked(Array<string>(250).fill(text('word')), perChunk);
        const { texts, error } = await readSlowly(lose);
        assert.equal(texts, 250);
        assert.deepInclude(error as object, { name: 'IncompleteAnswerError', reason: 'connection-lost' });
      });
    }

    it(`by ${loss} behind the end marker loses nothing and is no error`, async () => {
      body = chunked([...Array<string>(250).fill(text('word')), finish('stop'), DONE], 1);
      const { texts, last, error } = await readSlowly(lose);
      assert.isUndefined(error);
      assert.equal(texts, 250);
      assert.deepEqual(last, { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' });
    });
  }
});
