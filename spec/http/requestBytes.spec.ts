import { assert } from 'chai';
import type { Socket } from 'node:net';
import { concat, toArray, firstValueFrom, merge } from 'rxjs';
import {
  AbortError,
  ConnectionError,
  IncompleteAnswerError,
  InvalidRequestError,
  requestBytes,
} from '../../lib/index.ts';
import type { RequestConfig } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';
import { startTcpServer } from '../support/startTcpServer.ts';

const textOf = async (config: RequestConfig): Promise<string> =>
  Buffer.concat(await firstValueFrom(requestBytes(config).pipe(toArray()))).toString();

describe('requestBytes', () => {
  let server: LoopbackServer;
  before(async () => (server = await startServer((response) => void response.end('hello'))));
  after(() => server.close());

  it('is cold: it asks once for each subscription, and not before', async () => {
    const bytes$ = requestBytes({ url: server.url });
    const asked = server.received.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(server.received.length, asked);
    await firstValueFrom(merge(bytes$, concat(bytes$, bytes$)).pipe(toArray()));
    assert.equal(server.received.length, asked + 3);
  });

  it('gives the bytes of the body as they are', async () => {
    const odd = await startServer((response) => void response.end(Buffer.from([0, 255, 13, 10, 0xc3])));
    try {
      const pieces = await firstValueFrom(requestBytes({ url: odd.url }).pipe(toArray()));
      for (const piece of pieces) assert.instanceOf(piece, Uint8Array);
      assert.deepEqual(Buffer.concat(pieces).toJSON().data, [0, 255, 13, 10, 0xc3]);
    } finally {
      await odd.close();
    }
  });

  it('is a GET without a body, and a POST with one', async () => {
    assert.equal(await textOf({ url: server.url }), 'hello');
    assert.deepInclude(server.received.at(-1), { method: 'GET', url: '/', body: '' });
    await textOf({ url: server.url, body: '{"a":"é"}' });
    assert.deepInclude(server.received.at(-1), { method: 'POST', url: '/', body: '{"a":"é"}' });
    assert.equal(server.received.at(-1)?.headers['content-length'], '10');
    await textOf({ url: server.url, method: 'PUT', body: '' });
    assert.deepInclude(server.received.at(-1), { method: 'PUT', body: '' });
    await textOf({ url: server.url, method: 'DELETE' });
    assert.deepInclude(server.received.at(-1), { method: 'DELETE' });
  });

  it('sends text that looks like JSON as it is', async () => {
    const body = '{"constructor":1,  "__proto__":2}\n';
    await textOf({ url: server.url, body, headers: { 'content-type': 'application/json' } });
    assert.equal(server.received.at(-1)?.body, body);
  });

  it('sends the headers that it is given, and leaves out those that are undefined', async () => {
    const headers = { 'x-a': '1', 'X-B': 'é', 'user-agent': undefined, accept: 'text/plain' };
    await textOf({ url: server.url, headers });
    const received = server.received.at(-1)?.headers;
    assert.equal(received?.['x-a'], '1');
    assert.equal(received?.['x-b'], 'é');
    assert.equal(received?.accept, 'text/plain');
    assert.notProperty(received, 'user-agent');
  });

  it("adds parameters to the URL's own", async () => {
    await textOf({ url: `${server.url}/a%20b?x=1&y=%2F#part`, query: { y: '2', z: 'ü&', none: undefined } });
    assert.equal(server.received.at(-1)?.url, '/a%20b?x=1&y=2&z=%C3%BC%26');
    await textOf({ url: `${server.url}/a?x=%20+&y=`, query: {} });
    assert.equal(server.received.at(-1)?.url, '/a?x=%20+&y=');
  });

  const bad: readonly (readonly [string, Partial<Record<keyof RequestConfig, unknown>>])[] = [
    ['url', { url: '' }],
    ['url', { url: '/relative' }],
    ['url', { url: 'ftp://x' }],
    ['url', { url: 'http://' }],
    ['url', { url: 5 }],
    ['headers/x-a', { headers: { 'x-a': 'a\nb' } }],
    ['headers/x-a', { headers: { 'x-a': '日本' } }],
    ['headers', { headers: { 'x a': '1' } }],
    ['headers', { headers: 'x-a: 1' }],
    ['method', { method: 5 }],
    ['body', { body: { prompt: 'Hello' } }],
    ['query', { query: 'a=1' }],
    ['signal', { signal: 5 }],
    ['signal', { signal: {} }],
    ['axios', { axios: {} }],
    ['fetch', { fetch: {} }],
    ['onResponse', { onResponse: true }],
    ['proxy', { proxy: '' }],
    ['proxy', { proxy: 'ftp://x' }],
    ['proxy', { proxy: 'http://' }],
    ['proxy', { proxy: 'socks5://' }],
    ['proxy', { proxy: 'localhost:8080' }],
  ];
  for (const [path, config] of bad) {
    it(`refuses ${JSON.stringify(config)} as an error notification`, async () => {
      const connections = server.connections();
      const error = await errorOf(requestBytes({ url: server.url, ...config } as RequestConfig));
      assert.instanceOf(error, InvalidRequestError);
      assert.deepEqual(error['paths'], [path]);
      assert.equal(server.connections(), connections);
    });
  }

  it('names the nearest of an option that does not exist', async () => {
    const error = await errorOf(requestBytes({ url: server.url, header: {} } as RequestConfig));
    assert.equal(error['message'], 'invalid request: header is not a known option: the nearest is "headers"');
  });

  it('ends with an AbortError when its signal is aborted', async () => {
    const stalling = await startServer(() => undefined);
    try {
      const controller = new AbortController();
      const ended = errorOf(requestBytes({ url: stalling.url, signal: controller.signal }));
      await stalling.requested();
      controller.abort('enough');
      const error = await ended;
      assert.instanceOf(error, AbortError);
      assert.equal(error['reason'], 'enough');
      await stalling.idle();
    } finally {
      await stalling.close();
    }
  });

  describe('ConnectionError', () => {
    it('of a port where nobody listens', async () => {
      const gone = await startTcpServer(() => undefined);
      await gone.close();
      const error = await errorOf(requestBytes({ url: gone.url }));
      assert.instanceOf(error, ConnectionError);
      assert.deepOwnInclude(error, { name: 'ConnectionError', code: 'ECONNREFUSED', retryable: true });
      assert.deepInclude(error.cause, { code: 'ECONNREFUSED', syscall: 'connect' });
    });

    it('of a name that nobody knows', async () => {
      // The name is reserved for this (RFC 6761).
      const error = await errorOf(requestBytes({ url: 'http://nobody.invalid/' }));
      assert.instanceOf(error, ConnectionError);
      assert.include(['ENOTFOUND', 'EAI_AGAIN'], error['code']);
    });

    it('of a certificate that nobody trusts', async () => {
      const secure = await startServer((response) => void response.end(), { secure: true });
      try {
        const error = await errorOf(requestBytes({ url: secure.url }));
        assert.instanceOf(error, ConnectionError);
        assert.equal(error['code'], 'DEPTH_ZERO_SELF_SIGNED_CERT');
        assert.isEmpty(secure.received);
      } finally {
        await secure.close();
      }
    });

    const heads: Readonly<Record<string, (socket: Socket) => void>> = {
      'a connection that is closed before the headers': (socket) => socket.end(),
      'a connection that is reset before the headers': (socket) => socket.resetAndDestroy(),
      'a head that is cut': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/'),
      'a head that is none': (socket) => socket.end('\u0000\u0001\u0002\r\n\r\n'),
      'a head of another protocol': (socket) => socket.end('220 mail.example ESMTP\r\n'),
    };
    for (const [what, answer] of Object.entries(heads)) {
      it(`of ${what}`, async () => {
        const odd = await startTcpServer(answer);
        try {
          const error = await errorOf(requestBytes({ url: odd.url }));
          assert.instanceOf(error, ConnectionError);
          assert.isString(error['code']);
          assert.isTrue(error['retryable']);
        } finally {
          await odd.close();
        }
      });
    }
  });

  describe('a body', () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n';
    const lost: Readonly<Record<string, (socket: Socket) => void>> = {
      'that is shorter than it said': (socket) => socket.end(`${head}content-length: 99\r\n\r\nhello`),
      'whose last chunk does not come': (socket) =>
        socket.end(`${head}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`),
      'whose chunks are none': (socket) =>
        socket.end(`${head}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n`),
    };
    for (const [what, answer] of Object.entries(lost)) {
      it(`${what} is an IncompleteAnswerError behind the bytes so far`, async () => {
        const odd = await startTcpServer(answer);
        try {
          const { values, error } = await outcomeOf(requestBytes({ url: odd.url }));
          assert.equal(Buffer.concat(values).toString(), 'hello');
          assert.instanceOf(error, IncompleteAnswerError);
          assert.deepOwnInclude(error, { reason: 'connection-lost', retryable: true });
        } finally {
          await odd.close();
        }
      });
    }

    it('that is ended by the connection is whole', async () => {
      const odd = await startTcpServer((socket) => socket.end(`${head}\r\nhello`));
      try {
        assert.equal(await textOf({ url: odd.url }), 'hello');
      } finally {
        await odd.close();
      }
    });

    it('that is reset is an IncompleteAnswerError', async () => {
      let reset: (() => void) | undefined;
      const odd = await startTcpServer((socket) => {
        reset = () => void socket.resetAndDestroy();
        socket.write(`${head}content-length: 99\r\n\r\nhello`);
      });
      try {
        const error = await new Promise((resolve) => {
          // The reset waits until the client has read: it would wipe out what it has not.
          requestBytes({ url: odd.url }).subscribe({ next: () => reset?.(), error: resolve });
        });
        assert.instanceOf(error, IncompleteAnswerError);
        assert.equal(error.reason, 'connection-lost');
      } finally {
        await odd.close();
      }
    });

    it('of a 204 is none', async () => {
      const empty = await startServer((response) => void response.writeHead(204).end());
      try {
        assert.equal(await textOf({ url: empty.url }), '');
      } finally {
        await empty.close();
      }
    });
  });
});
