import type { Socket } from 'node:net';
import { constants, gzipSync } from 'node:zlib';
import { assert } from 'chai';
import { type Observable, tap, toArray } from 'rxjs';
import {
  type ChatRequest,
  type Chunk,
  type Deadlines,
  openAICompatible,
  type OpenAICompatibleOptions,
  type Provider,
  retryRequest,
  toAsyncIterable,
  toText,
} from '../../lib/index.ts';
import { block } from '../support/block.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }] };

/** So long a deadline does not pass in a spec that goes well. */
const LONG = 60_000;
const none: Deadlines = { headersMs: LONG, firstContentMs: LONG, idleMs: LONG, totalMs: false };

/** What a server may send without end, and that is no content. */
const noContent: Readonly<Record<string, string>> = {
  'keep-alive comments': ': OPENROUTER PROCESSING\n\n',
  'empty lines': '\n',
  'empty frames': frame('{}'),
  'frames without choices': frame('{"id":"chatcmpl-1","choices":[]}'),
  'role-only frames': frame('{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}'),
  'usage frames': frame('{"choices":[],"usage":{"total_tokens":3}}'),
  'malformed frames': frame('{"choices":'),
  'half a frame, byte by byte': 'x',
};

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Writes the same again and again until the client goes. */
function trickle(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 5);
  socket.on('close', () => clearInterval(timer));
}

/** Text that no compression makes smaller. */
function randomText(length: number): string {
  let state = 1;
  const letters = Array.from({ length }, () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(0x23 + (state >>> 26));
  });
  return letters.join('').replaceAll('\\', ' ');
}

describe('deadlines on sockets', () => {
  let server: TcpServer;
  let answer: (socket: Socket) => unknown;

  beforeEach(async () => {
    server = await startTcpServer((socket) => void answer(socket));
  });
  afterEach(() => server.close());

  const provider = (deadlines: Deadlines, options: Partial<OpenAICompatibleOptions> = {}): Provider =>
    openAICompatible({ baseUrl: server.url, defaultModel: 'm', deadlines: { ...none, ...deadlines }, ...options });

  /** Expects that this deadline passes, not before its time, and that it closes the socket. */
  async function expectPassed(
    source: Observable<unknown>,
    deadline: string,
    milliseconds: number,
  ): Promise<Record<string, unknown>> {
    const startedAt = performance.now();
    const error = await errorOf(source);
    const took = performance.now() - startedAt;
    assert.deepInclude(error, { name: 'DeadlineError', deadline, milliseconds, retryable: deadline !== 'total' });
    assert.isAtLeast(took, milliseconds - 2);
    await server.idle();
    return error;
  }

  it('headers: a server that says nothing', async () => {
    answer = () => undefined;
    await expectPassed(provider({ headersMs: 40 }).stream(request), 'headers', 40);
    const whole = provider({ headersMs: 40 }).stream({ ...request, stream: false });
    await expectPassed(whole, 'headers', 40);
  });

  it('headers: not the time that a key takes, which the total has', async () => {
    answer = (socket) => socket.end(HEAD + text('Hi') + DONE);
    const slow = { apiKey: () => sleep(60).then(() => 'key') };
    const { values, completed } = await outcomeOf(provider({ headersMs: 30 }, slow).stream(request).pipe(toText()));
    assert.deepEqual(values, ['Hi']);
    assert.isTrue(completed);
    const keyless = provider({ totalMs: 40 }, { apiKey: () => new Promise<string>(() => undefined) });
    await expectPassed(keyless.stream(request), 'total', 40);
    assert.equal(server.connections(), 1);
  });

  it('headers: not the body of an error answer', async () => {
    const refusal = 'HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\n\r\n{"error":{"message":"slow down"';
    answer = (socket) => {
      socket.write(refusal);
      setTimeout(() => socket.end('}}'), 80);
    };
    const told = { kind: 'rate-limit', status: 429, detail: 'slow down', retryAfterMs: 3_000 };
    const asked = provider({ headersMs: 40 });
    assert.deepInclude(await errorOf(asked.stream(request)), told);
    assert.deepInclude(await errorOf(asked.listModels()), told);
    await expectPassed(provider({ totalMs: 40 }).stream(request), 'total', 40);
  });

  it('first-content: headers, and then nothing', async () => {
    answer = (socket) => socket.write(HEAD);
    const error = await expectPassed(provider({ firstContentMs: 40 }).stream(request), 'first-content', 40);
    assert.isFalse(error['contentReceived']);
  });

  it('first-content: headers of one JSON answer, and half of it', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"choices":[');
    };
    const source = provider({ firstContentMs: 40 }).stream({ ...request, stream: false });
    await expectPassed(source, 'first-content', 40);
  });

  for (const [name, piece] of Object.entries(noContent)) {
    it(`first-content: ${name} are no content`, async () => {
      answer = (socket) => {
        socket.write(HEAD);
        trickle(socket, piece);
      };
      await expectPassed(provider({ firstContentMs: 60, idleMs: 20 }).stream(request), 'first-content', 60);
    });

    it(`idle: ${name} are no content`, async () => {
      answer = (socket) => {
        socket.write(HEAD + text('Hel'));
        trickle(socket, piece);
      };
      const texts: string[] = [];
      const source = provider({ idleMs: 60, firstContentMs: LONG }).stream(request);
      source.pipe(toText()).subscribe({ next: (word) => texts.push(word), error: () => undefined });
      const error = await expectPassed(source, 'idle', 60);
      assert.isTrue(error['contentReceived']);
      await server.idle();
      assert.deepEqual(texts, ['Hel']);
    });
  }

  it('idle: content begins it anew, however long the answer', async () => {
    answer = async (socket) => {
      socket.write(HEAD);
      for (let i = 0; i < 12; i++) {
        socket.write(text('.'));
        await sleep(25);
      }
      socket.end(finish('stop') + DONE);
    };
    const { values, completed } = await outcomeOf(provider({ idleMs: 200 }).stream(request).pipe(toText()));
    assert.equal(values.join(''), '............');
    assert.isTrue(completed);
  });

  it('idle: every kind of content begins it anew', async () => {
    const pieces = [
      '{"reasoning_content":"Hmm"}',
      '{"refusal":"No"}',
      '{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":""}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}',
      '{"content":"Hi"}',
    ];
    answer = async (socket) => {
      socket.write(HEAD);
      for (const delta of pieces) {
        socket.write(frame(`{"choices":[{"index":0,"delta":${delta}}]}`));
        await sleep(100);
      }
      socket.end(finish('stop') + DONE);
    };
    const { values, error } = await outcomeOf(provider({ idleMs: 300 }).stream(request));
    assert.isUndefined(error);
    assert.deepEqual(
      values.map(({ type }) => type),
      ['start', 'reasoning', 'refusal', 'tool-call', 'tool-call', 'text', 'finish'],
    );
  });

  it('total: whatever the server still sends', async () => {
    answer = (socket) => {
      socket.write(HEAD);
      trickle(socket, text('.'));
    };
    const error = await expectPassed(provider({ totalMs: 80, idleMs: 5_000 }).stream(request), 'total', 80);
    assert.isTrue(error['contentReceived']);
  });

  it('total: before the headers, too', async () => {
    answer = () => undefined;
    await expectPassed(provider({ totalMs: 30 }).stream(request), 'total', 30);
  });

  it('the error names the one that passed', async () => {
    const all = { headersMs: 1_000, firstContentMs: 50, idleMs: 1_500, totalMs: 2_000 };
    answer = (socket) => socket.write(HEAD);
    await expectPassed(provider(all).stream(request), 'first-content', 50);
  });

  it('false turns one off', async () => {
    answer = async (socket) => {
      await sleep(60);
      socket.write(HEAD);
      await sleep(60);
      socket.write(text('Hel'));
      await sleep(60);
      socket.end(text('lo') + finish('stop') + DONE);
    };
    const deadlines = { headersMs: 20, firstContentMs: 20, idleMs: 20, totalMs: 20 };
    const off = { headersMs: false, firstContentMs: false, idleMs: false, totalMs: false } as const;
    const { values, error } = await outcomeOf(
      provider(deadlines)
        .stream({ ...request, deadlines: off })
        .pipe(toText()),
    );
    assert.isUndefined(error);
    assert.deepEqual(values, ['Hel', 'lo']);
  });

  it("the request's win over the provider's one by one, and undefined does not win", async () => {
    answer = async (socket) => {
      await sleep(60);
      socket.write(HEAD);
    };
    const source = provider({ headersMs: 20, firstContentMs: 40 });
    const deadlines = { headersMs: LONG, firstContentMs: undefined };
    await expectPassed(source.stream({ ...request, deadlines }), 'first-content', 40);
    await expectPassed(source.stream(request), 'headers', 20);
  });

  describe('behind the end marker', () => {
    it('idle completes an answer whose choices all have finish reasons', async () => {
      answer = (socket) => {
        socket.write(HEAD + text('Hello') + finish('length'));
        trickle(socket, noContent['keep-alive comments'] ?? '');
      };
      const { values, completed } = await outcomeOf(provider({ idleMs: 50 }).stream(request));
      assert.isTrue(completed);
      assert.deepEqual(values, [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Hello' },
        { type: 'finish', choice: 0, reason: 'length', raw: 'length' },
      ]);
      await server.idle();
    });

    it('idle waits for usage that comes later', async () => {
      answer = async (socket) => {
        socket.write(HEAD + text('Hello') + finish('stop'));
        await sleep(50);
        socket.write(noContent['usage frames'] ?? '');
      };
      const { values, completed } = await outcomeOf(provider({ idleMs: 300 }).stream(request));
      assert.isTrue(completed);
      assert.deepInclude(values, { type: 'usage', totalTokens: 3 });
    });

    it('idle fails an answer of which one choice has no finish reason', async () => {
      answer = (socket) => {
        const two = '{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}';
        socket.write(HEAD + frame(two) + finish('stop'));
      };
      await expectPassed(provider({ idleMs: 40 }).stream({ ...request, choices: 2 }), 'idle', 40);
    });

    it('total is an error even so', async () => {
      answer = (socket) => socket.write(HEAD + text('Hello') + finish('stop'));
      await expectPassed(provider({ totalMs: 60 }).stream(request), 'total', 60);
    });
  });

  describe('and a consumer that takes its time', () => {
    const many = text('word').repeat(5_000);

    it('a paused consumer never trips idle', async () => {
      answer = (socket) => socket.end(HEAD + many + finish('stop') + DONE);
      let texts = 0;
      for await (const chunk of provider({ idleMs: 40 }).stream(request)) {
        if (chunk.type === 'text' && ++texts % 1_000 === 1) await sleep(120);
      }
      assert.equal(texts, 5_000);
    });

    it('a consumer that paused before content never trips first-content', async () => {
      answer = (socket) => {
        socket.write(HEAD + frame('{').repeat(200));
        socket.write(text('Hello') + finish('stop') + DONE);
      };
      let items = 0;
      const answer$ = provider({ firstContentMs: 40 }).streamEither(request);
      for await (const item of toAsyncIterable(answer$, { highWaterMark: 1 })) {
        if (items++ % 100 === 0) await sleep(120);
        void item;
      }
      assert.equal(items, 200 + 3);
    });

    it('idle runs again when the consumer reads on', async () => {
      answer = (socket) => socket.write(HEAD + many);
      let texts = 0;
      let error: unknown;
      try {
        for await (const chunk of provider({ idleMs: 60 }).stream(request)) {
          if (chunk.type === 'text' && ++texts === 1) await sleep(200);
        }
      } catch (reason) {
        error = reason;
      }
      assert.equal(texts, 5_000);
      assert.deepInclude(error as object, { name: 'DeadlineError', deadline: 'idle', milliseconds: 60 });
    });

    it('total runs while it has paused; what waited comes before the error', async () => {
      answer = (socket) => socket.end(HEAD + many + finish('stop') + DONE);
      const iterator = provider({ totalMs: 80 }).stream(request)[Symbol.asyncIterator]();
      const chunks: Chunk[] = [];
      let error: unknown;
      try {
        for (let result = await iterator.next(); !result.done; result = await iterator.next()) {
          if (chunks.push(result.value) === 1) await sleep(300);
        }
      } catch (reason) {
        error = reason;
      }
      assert.deepInclude(error as object, { name: 'DeadlineError', deadline: 'total' });
      assert.isAtLeast(chunks.length, 64);
      await server.idle();
    });

    // Each frame is larger than one read of the socket, so the rest of the answer waits there while the consumer computes.
    const wide = text(randomText(150_000)).repeat(3) + finish('stop') + DONE;
    const compressed = (): Buffer => gzipSync(wide, { flush: constants.Z_SYNC_FLUSH, level: 1 });

    for (const [encoding, body] of [
      ['', () => wide],
      ['content-encoding: gzip\r\n', compressed],
    ] as const) {
      it(`one that keeps the process busy for longer than idle trips nothing${encoding && ', nor where the answer is compressed'}`, async () => {
        answer = (socket) => {
          socket.write(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${encoding}\r\n`);
          socket.end(body());
        };
        const computing = tap(() => block(250));
        const { values, error } = await outcomeOf(provider({ idleMs: 40 }).stream(request).pipe(toText(), computing));
        assert.isUndefined(error);
        assert.lengthOf(values, 3);
      });
    }
  });

  it('what passed once is asked again by retryRequest, and counts anew', async () => {
    answer = (socket) => {
      if (server.connections() < 3) return;
      socket.end(HEAD + text('Hello') + finish('stop') + DONE);
    };
    const source = provider({ headersMs: 40 })
      .stream(request)
      .pipe(retryRequest({ baseDelayMs: 1 }), toText(), toArray());
    const { values, error } = await outcomeOf(source);
    assert.isUndefined(error);
    assert.deepEqual(values, [['Hello']]);
    assert.equal(server.connections(), 3);
  });
});
