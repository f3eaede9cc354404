import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { assert, expect } from 'chai';
import { toNodeHandler } from '../../../lib/server/index.ts';
import { bodyOf, exchangeRaw, type NodeServer, open, sendRaw, serveNode } from '../serveNode.ts';

type Handler = (request: Request) => Promise<Response>;

const MIB = 1024 * 1024;

/** A body that gives pieces as they are read, and tells when it is cancelled. */
class Pieces {
  given = 0;
  cancelled = false;
  readonly stream: ReadableStream<Uint8Array>;

  constructor(next: (given: number) => Uint8Array | Promise<never> | undefined) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const piece = await next(this.given);
          if (piece === undefined) return controller.close();
          this.given += piece.length;
          return controller.enqueue(piece);
        },
        cancel: () => void (this.cancelled = true),
      },
      { highWaterMark: 0 },
    );
  }
}

const never = new Promise<never>(() => undefined);

const refusing: Handler = () =>
  Promise.resolve(new Response('too large', { status: 413, headers: { 'content-length': '9' } }));

describe('toNodeHandler', () => {
  let server: NodeServer;
  let handler: Handler;
  /** What Express and Nest may have done to a request before. */
  let before_: (incoming: IncomingMessage) => Promise<void>;

  before(async () => {
    const listener = toNodeHandler((request) => handler(request));
    server = await serveNode((incoming, response) => {
      void before_(incoming).then(() => listener(incoming, response));
    });
  });

  beforeEach(() => {
    before_ = () => Promise.resolve();
  });

  after(() => server.close());

  const raw = (text: string): Promise<string> => exchangeRaw(server.port, text);

  it('hands over address, method, headers and body', async () => {
    let seen: unknown;
    handler = async (request) => {
      const { url, method, headers } = request;
      seen = { url, method, team: headers.get('x-team'), cookies: headers.get('cookie'), body: await request.text() };
      return new Response('x');
    };
    await raw(
      'PUT /a/b?c=d HTTP/1.1\r\nhost: a.test:81\r\nX-Team: one\r\nx-team: two\r\ncookie: e=f\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody',
    );
    assert.deepEqual(seen, {
      url: 'http://a.test:81/a/b?c=d',
      method: 'PUT',
      team: 'one, two',
      cookies: 'e=f',
      body: 'body',
    });
  });

  it('takes a path that begins with two slashes for a path, and an absolute address as it is', async () => {
    const urls: string[] = [];
    handler = (request) => {
      urls.push(request.url);
      return Promise.resolve(new Response('x'));
    };
    await raw('GET //evil.test/v1 HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n\r\n');
    await raw('GET http://b.test/v1 HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n\r\n');
    assert.deepEqual(urls, ['http://a.test//evil.test/v1', 'http://b.test/v1']);
  });

  it('sends status, headers, cookies and body', async () => {
    handler = () => {
      const headers = new Headers({ 'content-type': 'text/plain' });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return Promise.resolve(new Response('grüße', { status: 201, headers }));
    };
    const response = await open(server.url);
    assert.equal(response.statusCode, 201);
    assert.deepEqual(response.headers['set-cookie'], ['a=1', 'b=2']);
    assert.deepEqual(await bodyOf(response), { body: 'grüße', whole: true });
  });

  it('sends no body for a HEAD, nor where there is none', async () => {
    handler = () => Promise.resolve(new Response('body'));
    assert.isTrue((await raw('HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).endsWith('\r\n\r\n'));
    handler = () => Promise.resolve(new Response(null, { status: 204 }));
    expect(await raw('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).to.match(/^HTTP\/1.1 204 /);
  });

  it('serves the next request over the same connection', async () => {
    handler = (request) => Promise.resolve(new Response(new URL(request.url).pathname));
    const answered = await raw(
      'POST /1 HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nbodyGET /2 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    );
    expect(answered).to.match(/\/1[^]*HTTP\/1.1 200[^]*\/2/);
  });

  for (const [what, head] of Object.entries({
    'an address that is none': 'GET / HTTP/1.1\r\nhost: a b\r\n',
    'a method that Request does not know': 'TRACE / HTTP/1.1\r\nhost: a\r\n',
    'an asterisk': 'OPTIONS * HTTP/1.1\r\nhost: a\r\n',
  })) {
    it(`answers 400 to ${what}, and asks nobody`, async () => {
      handler = () => assert.fail('it was asked');
      const answered = await raw(`${head}connection: close\r\n\r\n`);
      expect(answered)
        .to.match(/^HTTP\/1.1 400 /)
        .and.include('cannot be read');
    });
  }

  for (const [what, fails] of Object.entries({
    throws: () => {
      throw new Error('secret');
    },
    rejects: () => Promise.reject(new Error('secret')),
    'gives no response': () => Promise.resolve(undefined as unknown as Response),
  } as Record<string, Handler>)) {
    it(`answers 500 where the handler ${what}, without a word on why`, async () => {
      handler = fails;
      const response = await open(server.url);
      const { body } = await bodyOf(response);
      assert.equal(response.statusCode, 500);
      expect(body).to.include('The server failed.').and.not.include('secret');
    });
  }

  it('breaks the connection where the body fails', async () => {
    const pieces = new Pieces((given) => {
      if (given > 0) throw new Error('lost');
      return Buffer.from('half');
    });
    handler = () => Promise.resolve(new Response(pieces.stream));
    assert.deepEqual(await bodyOf(await open(server.url)), { body: 'half', whole: false });
  });

  describe('a reader that leaves', () => {
    it('cancels a body that is silent, and aborts the signal', async () => {
      const pieces = new Pieces((given) => (given === 0 ? Buffer.from('Hi') : never));
      let aborted: Promise<unknown> = never;
      handler = ({ signal }) => {
        aborted = once(signal, 'abort');
        return Promise.resolve(new Response(pieces.stream));
      };
      const response = await open(server.url);
      await once(response, 'data');
      response.destroy();
      await aborted;
      assert.isTrue(pieces.cancelled);
    });

    it('aborts the signal before there is a response, whose body is cancelled when it comes', async () => {
      const pieces = new Pieces(() => never);
      let asked: (() => void) | undefined;
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      const answered = new Promise<void>((resolve) => {
        handler = async ({ signal }) => {
          asked?.();
          await once(signal, 'abort');
          setImmediate(resolve);
          return new Response(pieces.stream);
        };
      });
      const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
      await isAsked;
      socket.destroy();
      await answered;
      assert.isTrue(pieces.cancelled);
    });

    it('in the middle of its body fails the reading of it, and nothing else', async () => {
      let asked: (() => void) | undefined;
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      const failed = new Promise<unknown>((resolve) => {
        handler = async (request) => {
          asked?.();
          await request.text().catch(resolve);
          return new Response('x');
        };
      });
      const socket = await sendRaw(server.port, 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf');
      await isAsked;
      socket.destroy();
      assert.instanceOf(await failed, Error);
    });

    it('does not abort the signal when it has the whole', async () => {
      let signal: AbortSignal | undefined;
      handler = (request) => {
        ({ signal } = request);
        return Promise.resolve(new Response('x'));
      };
      await raw('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
      await server.idle();
      assert.isFalse(signal?.aborted);
    });
  });

  it('reads no more of a body than its reader takes', async () => {
    const pieces = new Pieces((given) => (given < 64 * MIB ? new Uint8Array(64 * 1024) : undefined));
    handler = () => Promise.resolve(new Response(pieces.stream));
    const socket = await sendRaw(server.port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    socket.pause();
    let before = -1;
    while (pieces.given === 0 || before !== pieces.given) {
      before = pieces.given;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.isBelow(pieces.given, 32 * MIB);
    socket.destroy();
    await server.idle();
    assert.isTrue(pieces.cancelled);
  });

  describe('a body that the handler does not read to its end', () => {
    it('is not read, where it is large, and the connection is closed behind the answer', async () => {
      handler = refusing;
      const socket = await sendRaw(server.port, `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${64 * MIB}\r\n\r\n`);
      let answered = '';
      socket.on('data', (piece) => (answered += String(piece)));
      let sent = 0;
      const send = (): void => {
        while (!socket.destroyed && sent < 64 && socket.write(new Uint8Array(MIB))) sent++;
        sent++;
        if (sent < 64) socket.once('drain', send);
      };
      send();
      await new Promise((resolve) => socket.once('close', resolve));
      expect(answered)
        .to.match(/^HTTP\/1.1 413 /)
        .and.match(/connection: close/i)
        .and.match(/too large$/);
      assert.isBelow(socket.bytesWritten, 32 * MIB, 'it was read all the same');
    });

    it('reaches a client that sends all the while, with fetch', async () => {
      handler = refusing;
      const response = await fetch(server.url, { method: 'POST', body: new Uint8Array(16 * MIB) });
      assert.equal(response.status, 413);
      assert.equal(await response.text(), 'too large');
    });

    it('does not close the connection, where it is small', async () => {
      handler = refusing;
      expect(
        await raw(
          'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nbodyPOST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody',
        ),
      ).to.match(/413[^]*413/);
    });
  });

  describe('a body that a framework has read', () => {
    for (const [what, body, expected] of [
      ['parsed', { a: [1] }, '{"a":[1]}'],
      ['as text', 'text', 'text'],
      ['as bytes', Buffer.from('bytes'), 'bytes'],
      ['and thrown away', undefined, ''],
    ] as const) {
      it(`is there again: ${what}`, async () => {
        before_ = async (incoming) => {
          incoming.resume();
          await once(incoming, 'end');
          Object.assign(incoming, { body });
        };
        handler = async (request) => new Response(await request.text());
        const response = await fetch(server.url, { method: 'POST', body: 'as it came' });
        assert.equal(await response.text(), expected);
      });
    }
  });
});
