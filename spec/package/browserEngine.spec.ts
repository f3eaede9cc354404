import { create as createClient } from 'axios';
import { assert } from 'chai';
import { lastValueFrom } from 'rxjs';
import { ConnectionError, requestBytes } from '../../lib/index.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';

/** What browsers do otherwise than Node, each told of by one of them. */
describe("a browser's engine", () => {
  const page = globalThis as { document?: unknown; process: object };
  const { process: ofNode } = page;
  /** What a page would have: axios's adapter of fetch. */
  const client = createClient({ adapter: 'fetch' });
  let server: LoopbackServer;

  before(async () => {
    server = await startServer((response) => void response.end('hello'));
    page.document = {};
    page.process = Object.create(ofNode, { versions: { value: {} } }) as object;
  });

  after(async () => {
    delete page.document;
    page.process = ofNode;
    await server.close();
  });

  const sentUserAgent = async (headers: Readonly<Record<string, string>>): Promise<string | undefined> => {
    await lastValueFrom(requestBytes({ url: server.url, axios: client, headers }));
    return server.received.at(-1)?.headers['user-agent'];
  };

  it('sends its own user agent: for that of axios Firefox would need the permission of another origin', async () => {
    const own = await fetch(server.url).then(() => server.received.at(-1)?.headers['user-agent']);
    assert.equal(own, 'node');
    assert.equal(await sentUserAgent({}), 'node');
    assert.equal(await sentUserAgent({ accept: '*/*' }), 'node');
  });

  it("sends the caller's, in any case of letters", async () => {
    assert.equal(await sentUserAgent({ 'user-agent': 'mine' }), 'mine');
    assert.equal(await sentUserAgent({ 'User-Agent': 'mine' }), 'mine');
  });

  it("shows an error's stack among its members, as Firefox does: the JSON is without it", () => {
    const error = new ConnectionError('ECONNREFUSED');
    Object.defineProperty(error, 'stack', { value: 'at send', enumerable: true });
    assert.deepEqual(error.toJSON(), {
      name: 'ConnectionError',
      message: 'the connection failed (ECONNREFUSED): check the address, the network and the proxy',
      retryable: true,
      contentReceived: false,
      code: 'ECONNREFUSED',
    });
  });
});
