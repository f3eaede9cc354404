import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect as connect2, createServer as createServer2, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { assert, expect } from 'chai';
import { concat, EMPTY, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import { type Chunk, ConnectionError } from '../../../lib/index.ts';
import { openAIFrames, type ResponseOptions, sseChunks, toNodeResponse } from '../../../lib/server/index.ts';
import { PausableSource } from '../../support/PausableSource.ts';
import { bodyOf, exchangeRaw, type NodeServer, open, sendRaw, serveNode } from '../serveNode.ts';

const COMMENT = ': keep-alive\n\n';
const lost = new ConnectionError('ECONNRESET');

describe('toNodeResponse', () => {
  let server: NodeServer;
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** How each call of it ended. */
  let settled: Promise<unknown>;

  before(async () => {
    server = await serveNode((request, response) => {
      settled = answer(request, response).then(
        () => 'settled',
        (error: unknown) => error,
      );
    });
  });

  after(() => server.close());

  const serve = (text$: Observable<string>, options: ResponseOptions = {}): void => {
    answer = (_request, response) => toNodeResponse(text$, response, options);
  };

  it('writes head, pieces and end, byte by byte', async () => {
    serve(of('data: a\n\n', 'data: ü\n\n'));
    const written = await exchangeRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    const [head = '', body] = written.replace(/date: [^\r]+\r\n/i, '').split('\r\n\r\n');
    assert.deepEqual(
      head.split('\r\n').map((line) => line.toLowerCase()),
      [
        'http/1.1 200 ok',
        'cache-control: no-cache, no-transform',
        'content-type: text/event-stream',
        'x-accel-buffering: no',
        'connection: close',
        'transfer-encoding: chunked',
      ],
    );
    assert.equal(body, '13\r\ndata: a\n\ndata: ü\n\n\r\n0');
    assert.equal(await settled, 'settled');
  });

  it('sends the head before there is a body', async () => {
    serve(NEVER, { holdStatusMs: 0, heartbeatMs: false });
    const response = await open(server.url);
    assert.equal(response.statusCode, 200);
    response.destroy();
    assert.equal(await settled, 'settled');
  });

  it('keeps headers that were set before, unless ours have the same name', async () => {
    answer = (_request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('set-cookie', ['a=1']);
      response.setHeader('content-type', 'text/html');
      return toNodeResponse(of('x'), response, { headers: { 'x-team': 'a', 'set-cookie': ['b=2', 'c=3'] } });
    };
    const { headers } = await open(server.url);
    expect(headers).to.include({
      'access-control-allow-origin': '*',
      'content-type': 'text/event-stream',
      'x-team': 'a',
    });
    assert.deepEqual(headers['set-cookie'], ['b=2', 'c=3']);
  });

  it('writes on where the head is gone already', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
      return toNodeResponse(of('data: a\n\n'), response);
    };
    assert.deepEqual(await bodyOf(await open(server.url)), { body: ': hello\n\ndata: a\n\n', whole: true });
  });

  it('tells a failure before the first text by its status', async () => {
    serve(throwError(() => lost));
    const response = await open(server.url);
    assert.equal(response.statusCode, 502);
    expect(response.headers).to.include({ 'content-type': 'application/json', 'x-should-retry': 'false' });
    expect(response.headers).to.not.have.property('transfer-encoding');
    const { body, whole } = await bodyOf(response);
    assert.equal(
      body,
      '{"error":{"message":"The model service cannot be reached.","type":"server_error","param":null,"code":null}}',
    );
    assert.isTrue(whole);
  });

  it('sends comments while the model is silent, and then tells a failure in the text', async () => {
    const source = new Subject<Chunk>();
    serve(source.pipe(openAIFrames()), { holdStatusMs: 1, heartbeatMs: 5 });
    const response = await open(server.url);
    let seen = '';
    while (seen.length < 2 * COMMENT.length) seen += String(((await once(response, 'data')) as [Buffer])[0]);
    assert.isTrue(seen.startsWith(COMMENT + COMMENT));
    source.error(lost);
    const { body, whole } = await bodyOf(response);
    expect(body.replaceAll(COMMENT, '')).to.match(/^data: \{"error":.*\}\n\n$/);
    assert.isTrue(whole);
  });

  it('breaks the connection where a text fails that nobody ends', async () => {
    serve(
      concat(
        of('data: a\n\n'),
        throwError(() => lost),
      ),
    );
    const { body, whole } = await bodyOf(await open(server.url));
    assert.deepEqual({ body, whole }, { body: 'data: a\n\n', whole: false });
    assert.equal(await settled, 'settled');
  });

  describe('unsubscribes at once when the reader leaves', () => {
    for (const [when, hold, first] of [
      ['before the first text', Infinity, EMPTY],
      ['while the model is silent', 10_000, of('data: a\n\n')],
      ['while comments are sent', 0, EMPTY],
    ] as const) {
      it(when, async () => {
        const source = new PausableSource<string>();
        const begun = new Promise<void>((resolve) => {
          answer = (_request, response) => {
            const done = toNodeResponse(concat(first, source), response, { holdStatusMs: hold, heartbeatMs: 1 });
            resolve();
            return done;
          };
        });
        const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
        await begun;
        assert.isTrue(source.observed);
        socket.destroy();
        assert.equal(await settled, 'settled');
        assert.isFalse(source.observed);
      });
    }

    it('and asks nobody where it has left already', async () => {
      const source = new PausableSource<string>();
      answer = async (_request, response) => {
        response.socket?.destroy();
        await once(response, 'close');
        const done = toNodeResponse(source, response);
        assert.isFalse(source.observed);
        return done;
      };
      const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
      await once(socket, 'close');
      assert.equal(await settled, 'settled');
    });
  });

  it('makes the model wait for a reader that does not read, and go on when it reads', async () => {
    const source = new PausableSource<string>();
    serve(source);
    const piece = `data: ${'x'.repeat(16_000)}\n\n`;
    let offered = 0;
    let tellAll: (() => void) | undefined;
    const allOffered = new Promise<void>((resolve) => (tellAll = resolve));
    const offer = (): void => {
      while (!source.paused && offered < 4000) {
        offered++;
        source.emit(piece);
      }
      if (offered === 4000) tellAll?.();
    };
    source.onResume = () => setImmediate(offer);
    const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    socket.pause();
    while (!source.observed) await new Promise(setImmediate);
    offer();
    let before = -1;
    while (before !== offered) {
      before = offered;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.isBelow(offered, 4000, 'it was all let in');
    socket.resume();
    await allOffered;
    source.complete();
    await once(socket, 'close');
    assert.equal(await settled, 'settled');
  });

  it('sends no comments to a reader that does not read', async () => {
    let written = 0;
    answer = (_request, response) => {
      const write = response.write.bind(response) as (...all: unknown[]) => boolean;
      response.write = (...all: unknown[]) => {
        written++;
        return write(...all);
      };
      return toNodeResponse(concat(of('x'.repeat(16 * 1024 * 1024)), NEVER), response, { heartbeatMs: 1 });
    };
    const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(written, 1);
    socket.destroy();
    await settled;
  });

  it('knows by its response that an EventSource connects again', async () => {
    const source = new PausableSource<string>();
    serve(source);
    const response = await open(server.url, { 'last-event-id': '0' });
    assert.equal(response.statusCode, 204);
    expect(response.headers).to.not.have.property('content-type');
    assert.isFalse(source.observed);
    serve(of('data: a\n\n'), { resumes: true });
    assert.equal((await open(server.url, { 'last-event-id': '7' })).statusCode, 200);
  });

  it('answers a HEAD by the head alone', async () => {
    const source = new PausableSource<string>();
    serve(source);
    const written = await exchangeRaw(server.port, 'HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(written)
      .to.match(/^HTTP\/1.1 200 OK\r\n/)
      .and.match(/content-type: text\/event-stream\r\n/i);
    assert.isTrue(written.endsWith('\r\n\r\n'));
    assert.isFalse(source.observed);
  });

  it('rejects for wrong options, and leaves the response to the caller', async () => {
    answer = async (_request, response) => {
      const error: unknown = await toNodeResponse(of('a'), response, { heartbeatMs: -1 }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.include({ name: 'InvalidRequestError' });
      response.writeHead(500).end();
    };
    assert.equal((await open(server.url)).statusCode, 500);
  });

  it('writes to HTTP/2 as well', async () => {
    const done: Promise<void>[] = [];
    const server2 = createServer2((_request, response: Http2ServerResponse) => {
      done.push(toNodeResponse(of<Chunk[]>({ type: 'start' }).pipe(sseChunks()), response));
    });
    server2.listen(0, '127.0.0.1');
    await once(server2, 'listening');
    const client = connect2(`http://127.0.0.1:${(server2.address() as AddressInfo).port}`);
    const stream = client.request({ ':path': '/' });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers).to.include({ ':status': 200, 'content-type': 'text/event-stream' });
    let body = '';
    for await (const piece of stream) body += String(piece);
    assert.equal(body, 'id: 0\ndata: {"type":"start"}\n\nevent: end\ndata: {}\n\n');
    await Promise.all(done);
    client.close();
    server2.close();
  });
});
