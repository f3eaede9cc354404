import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { assert } from 'chai';
import { lastValueFrom, take, toArray, type Observable } from 'rxjs';
import {
  type ChatRequest,
  type Chunk,
  type Deadlines,
  failover,
  lefts,
  type MalformedFrame,
  openAICompatible,
  type Provider,
  toText,
} from '../../lib/index.ts';
import { errorOf } from '../support/outcome.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';
import { liveBytes } from './liveBytes.ts';

const MEGABYTE = 1024 * 1024;
const SSE = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };

/** Pours the same without end, as fast as the client takes it. */
function pour(socket: Socket, block: string | Buffer): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', write);
  write();
}

describe('limits', () => {
  let server: TcpServer;
  let answer: (socket: Socket) => void;

  before(async () => {
    server = await startTcpServer((socket) => answer(socket));
  });
  after(() => server.close());

  const provider = (options: { maxEventBytes?: number; deadlines?: Deadlines } = {}): Provider =>
    openAICompatible({ baseUrl: server.url, ...options });

  /** The error of an answer, for which the process may at no time need so much more memory. */
  async function errorWithin(megabytes: number, source: Observable<unknown>): Promise<Record<string, unknown>> {
    const start = liveBytes();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, liveBytes() - start)), 500);
    try {
      const error = await errorOf(source);
      await server.idle();
      assert.isBelow(Math.max(most, liveBytes() - start) / MEGABYTE, megabytes);
      return error;
    } finally {
      clearInterval(watch);
    }
  }

  /** What the answer of one frame costs, and the malformed frames in it. */
  async function readOne(json: string): Promise<{ readonly cpuMs: number; readonly bad: readonly MalformedFrame[] }> {
    answer = (socket) => socket.end(SSE + frame(json) + text('Hi') + DONE);
    const before = process.cpuUsage();
    const bad = await lastValueFrom(provider().streamEither(request).pipe(lefts(), toArray()));
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1000, bad };
  }

  const inTime: Deadlines = { firstContentMs: 700 };

  describe('an endless line', () => {
    for (const [what, beginning] of Object.entries({
      'of data': 'data: ',
      'of a comment': ': ',
      'of nothing known': '',
    })) {
      it(`${what} ends at maxEventBytes`, async () => {
        answer = (socket) => {
          socket.write(SSE + beginning);
          pour(socket, 'x'.repeat(65_536));
        };
        const error = await errorWithin(20, provider({ maxEventBytes: MEGABYTE }).stream(request));
        assert.deepInclude(error, { name: 'EventTooLargeError', limitBytes: MEGABYTE });
      });
    }

    it('ends at 16 MiB where nothing is said', async () => {
      answer = (socket) => {
        socket.write(`${SSE}data: `);
        pour(socket, 'x'.repeat(65_536));
      };
      const error = await errorWithin(100, provider().stream(request));
      assert.deepInclude(error, { name: 'EventTooLargeError', limitBytes: 16 * MEGABYTE });
    });
  });

  it('an event of endless lines ends at maxEventBytes', async () => {
    answer = (socket) => {
      socket.write(SSE);
      pour(socket, 'data: x\ndata\n'.repeat(5_000));
    };
    const error = await errorWithin(20, provider({ maxEventBytes: MEGABYTE }).stream(request));
    assert.deepInclude(error, { name: 'EventTooLargeError', limitBytes: MEGABYTE });
  });

  for (const [what, block] of Object.entries({
    'endless comments': ': ping\n\n'.repeat(8_000),
    'endless empty lines': '\n'.repeat(65_536),
    'endless empty events': 'data:\nevent: ping\nid: 1\n\n'.repeat(2_500),
    'endless empty frames': frame('{}').repeat(6_000),
    'endless malformed frames': frame('{"choices":').repeat(3_000),
    'endless frames of another shape': frame('{"choices":7}').repeat(3_000),
  })) {
    it(`${what} cost time, not memory, and first-content ends them`, async () => {
      answer = (socket) => {
        socket.write(SSE);
        pour(socket, block);
      };
      const error = await errorWithin(20, provider({ deadlines: inTime }).stream(request));
      assert.deepInclude(error, { name: 'DeadlineError', deadline: 'first-content' });
    });
  }

  describe('around the body:', () => {
    for (const [what, beginning, block] of [
      ['an endless header', 'HTTP/1.1 200 OK\r\nx-long: ', 'x'.repeat(65_536)],
      ['endless headers', 'HTTP/1.1 200 OK\r\n', 'x-short: y\r\n'.repeat(5_000)],
      ['an endless reason', 'HTTP/1.1 200 ', 'x'.repeat(65_536)],
    ] as const) {
      it(`${what} is no connection`, async () => {
        answer = (socket) => {
          socket.write(beginning);
          pour(socket, block);
        };
        const error = await errorWithin(20, provider().stream(request));
        assert.deepInclude(error, { name: 'ConnectionError', code: 'HPE_HEADER_OVERFLOW' });
      });
    }

    it('endless answers before the final one cost time, not memory, and headers ends them', async () => {
      answer = (socket) =>
        pour(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n'.repeat(1_000));
      const error = await errorWithin(20, provider({ deadlines: { headersMs: 700 } }).stream(request));
      assert.deepInclude(error, { name: 'DeadlineError', deadline: 'headers' });
    });

    it('an endless chunk extension is a lost connection', async () => {
      answer = (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n1;');
        pour(socket, 'x'.repeat(65_536));
      };
      const error = await errorWithin(20, provider({ deadlines: { firstContentMs: 60_000 } }).stream(request));
      assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'connection-lost' });
    });

    it('endless trailers are a lost connection', async () => {
      answer = (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n0\r\n');
        pour(socket, 'x-short: y\r\n'.repeat(5_000));
      };
      const error = await errorWithin(20, provider({ deadlines: { firstContentMs: 60_000 } }).stream(request));
      assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'connection-lost' });
    });
  });

  it('endless blanks of what may be a page cost no memory either, however small the pieces', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n');
      pour(socket, '8\r\n \n \n \n \n\r\n'.repeat(4_000));
    };
    const error = await errorWithin(20, provider({ deadlines: { firstContentMs: 1_500 } }).stream(request));
    assert.deepInclude(error, { name: 'DeadlineError', deadline: 'first-content' });
  });

  it('endless malformed frames in failover, where they wait for content, cost no memory', async () => {
    answer = (socket) => {
      socket.write(SSE);
      pour(socket, frame(`{"choices":"${'x'.repeat(100_000)}`));
    };
    const source = failover([provider({ deadlines: inTime })]).streamEither(request);
    assert.deepInclude(await errorWithin(20, source), { name: 'AllSourcesFailedError' });
  });

  describe('what a consumer keeps holds no more than itself:', () => {
    it('malformed frames are cut, and not only to look at', async () => {
      answer = (socket) => {
        socket.write(SSE);
        pour(socket, frame(`{"choices":"${'x'.repeat(MEGABYTE)}`));
      };
      const start = liveBytes();
      const bad: Observable<MalformedFrame> = provider()
        .streamEither(request)
        .pipe(lefts<MalformedFrame, Chunk>(), take(100));
      const frames = await lastValueFrom(bad.pipe(toArray()));
      await server.idle();
      assert.isBelow((liveBytes() - start) / MEGABYTE, 20);
      assert.deepEqual(new Set(frames.map(({ data }) => data.length)), new Set([4_096]));
    });

    it('texts are not tied to the wire that they came by', async () => {
      const padding = `"padding":"${'x'.repeat(900)}"`;
      const wide = (i: number): string =>
        frame(`{${padding},"choices":[{"index":0,"delta":{"content":"this is word number ${i}"}}]}`);
      const body = Array.from({ length: 20_000 }, (_, i) => wide(i)).join('');
      answer = (socket) => socket.end(SSE + body + finish('stop') + DONE);
      const start = liveBytes();
      const texts = await lastValueFrom(provider().stream(request).pipe(toText(), toArray()));
      await server.idle();
      assert.isBelow((liveBytes() - start) / MEGABYTE, 8);
      assert.lengthOf(texts, 20_000);
    });
  });

  describe('a frame of very many mistakes', () => {
    const mistakes = '5,'.repeat(2_000_000);
    const frames: Readonly<Record<string, string>> = {
      'and nothing else': `{"choices":[${mistakes}5]}`,
      'beside a good choice': `{"choices":[{"index":0,"delta":{"content":"Hi"}},${mistakes}5]}`,
      'within a choice': `{"choices":[{"index":0,"delta":{"tool_calls":[${mistakes}5]}}]}`,
    };

    for (const [what, json] of Object.entries(frames)) {
      it(`${what} is told of in at most 32 lines, and costs little more than reading it`, async () => {
        const { cpuMs: usual } = await readOne(`{"choices":[],"ignored":[${mistakes}5]}`);
        const { cpuMs, bad } = await readOne(json);
        assert.lengthOf(bad, 1);
        assert.isAtMost(bad[0]?.errors.length ?? 0, 32);
        // To explain each mistake costs thirty times as much.
        assert.isBelow(cpuMs / usual, 15);
      });
    }
  });

  describe('a bomb', () => {
    // 32 MB of one letter, in a few kilobytes on the wire.
    const bombs = {
      gzip: (letters: Buffer) => gzipSync(letters, { level: 1 }),
      deflate: (letters: Buffer) => deflateSync(letters, { level: 1 }),
      br: (letters: Buffer) => brotliCompressSync(letters, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    };

    for (const [encoding, compress] of Object.entries(bombs)) {
      const send = (status: string, contentType: string): void => {
        const bomb = compress(Buffer.alloc(32 * MEGABYTE, 'x'));
        answer = (socket) => {
          socket.write(
            `HTTP/1.1 ${status}\r\ncontent-type: ${contentType}\r\ncontent-encoding: ${encoding}\r\nconnection: close\r\n\r\n`,
          );
          socket.end(bomb);
        };
      };

      it(`of ${encoding} in an event stream ends at maxEventBytes`, async () => {
        send('200 OK', 'text/event-stream');
        const error = await errorWithin(30, provider({ maxEventBytes: 4 * MEGABYTE }).stream(request));
        assert.deepInclude(error, { name: 'EventTooLargeError', limitBytes: 4 * MEGABYTE });
      });

      it(`of ${encoding} in one JSON answer ends at maxEventBytes`, async () => {
        send('200 OK', 'application/json');
        const error = await errorWithin(
          30,
          provider({ maxEventBytes: 4 * MEGABYTE }).stream({ ...request, stream: false }),
        );
        assert.deepInclude(error, { name: 'EventTooLargeError', limitBytes: 4 * MEGABYTE });
      });

      it(`of ${encoding} in the body of an error is read up to 64 KiB`, async () => {
        send('500 Internal Server Error', 'text/plain');
        const error = await errorWithin(20, provider().stream(request));
        assert.deepInclude(error, { name: 'ProviderError', status: 500, detail: 'x'.repeat(2_000) });
      });

      it(`of ${encoding} in a page is read up to 64 KiB`, async () => {
        send('200 OK', 'text/html');
        const error = await errorWithin(100, provider().stream(request));
        assert.deepInclude(error, { name: 'UnexpectedContentError', excerpt: 'x'.repeat(2_000) });
      });
    }
  });

  describe('an error whose body', () => {
    const HEAD = 'HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 7\r\n\r\n';

    it('never ends is read up to 64 KiB', async () => {
      answer = (socket) => {
        socket.write(`${HEAD}{"error":{"message":"`);
        pour(socket, 'slow down '.repeat(6_000));
      };
      const error = await errorWithin(100, provider().stream(request));
      assert.deepInclude(error, { name: 'ProviderError', kind: 'rate-limit', retryAfterMs: 7_000 });
      assert.lengthOf(error['detail'] as string, 2_000);
    });

    it('stalls is given up after 5 s, with what had come', async function () {
      this.timeout(60_000);
      answer = (socket) => void socket.write(`${HEAD}slow down`);
      const error = await errorWithin(100, provider().stream(request));
      assert.deepInclude(error, { name: 'ProviderError', kind: 'rate-limit', detail: 'slow down' });
    });
  });

  it('an answer that is larger than every limit in all, and not in one event, comes whole', async () => {
    const piece = text('x'.repeat(90_000));
    answer = (socket) => socket.end(SSE + piece.repeat(400) + finish('stop') + DONE);
    let length = 0;
    for await (const chunk of provider({ maxEventBytes: 100_000 }).stream(request)) {
      if (chunk.type === 'text') length += chunk.text.length;
    }
    assert.equal(length, 36_000_000);
  });
});
