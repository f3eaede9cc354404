import { assert } from 'chai';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from '../../lib/index.ts';
import { send } from '../../lib/http/send.ts';

const answer: HttpClientResponse = { status: 200, headers: {}, data: '' };

/** A client that notes what it is asked, and answers it. */
function recording(respond: () => Promise<HttpClientResponse> = () => Promise.resolve(answer)) {
  const asked: HttpClientConfig[] = [];
  const client: HttpClient = {
    request: (config) => {
      asked.push(config);
      return respond();
    },
  };
  return { asked, client };
}

/** An error as axios makes it: it holds the whole request. */
const axiosError = (more: object): Error =>
  Object.assign(new Error('secret'), { isAxiosError: true, config: { headers: { authorization: 'sk-1' } }, ...more });

const { signal } = new AbortController();
const url = 'http://127.0.0.1:9/v1';

/** What it rejects with where its client, or its `fetch`, fails so. */
const failing = (error: unknown, axios = true): Promise<string | Error> => {
  const fail = (): Promise<never> => Promise.reject(error);
  const config = axios ? { url, axios: recording(fail).client } : { url, fetch: fail };
  return send(config, signal).then(String, (raised: Error) => raised);
};

describe('send', () => {
  it('hands a client what is ours to decide, and leaves the rest to its own defaults', async () => {
    const { asked, client } = recording();
    const config = { url, axios: client, body: '{"a":1}', headers: { 'x-a': '1', 'x-b': undefined } };
    assert.strictEqual(await send(config, signal), answer);
    const [request] = asked;
    assert.deepInclude(request, {
      url,
      allowAbsoluteUrls: true,
      method: 'POST',
      data: '{"a":1}',
      responseType: 'stream',
      timeout: 0,
      maxRedirects: 0,
      validateStatus: null,
      proxy: false,
      maxContentLength: -1,
      maxBodyLength: -1,
      decompress: true,
    });
    assert.deepInclude(request?.headers, { 'x-a': '1', 'x-b': false });
    assert.strictEqual(request?.signal, signal);
    const data = { any: 'thing' };
    for (const transform of [...(request?.transformRequest ?? []), ...(request?.transformResponse ?? [])]) {
      assert.strictEqual(transform(data), data);
    }
  });

  it('asks by GET where there is no body, and by the method that is given', async () => {
    const { asked, client } = recording();
    await send({ url, axios: client }, signal);
    await send({ url, axios: client, method: 'PUT', body: '' }, signal);
    assert.deepEqual(
      asked.map(({ method, data }) => [method, data]),
      [
        ['GET', undefined],
        ['PUT', ''],
      ],
    );
  });

  it("adds the query to the URL's own", async () => {
    const { asked, client } = recording();
    await send({ url: `${url}?a=1`, axios: client, query: { b: 'ü', none: undefined } }, signal);
    assert.equal(asked[0]?.url, `${url}?a=1&b=%C3%BC`);
  });

  it('asks nothing where its signal is aborted in the same turn', async () => {
    const { asked, client } = recording();
    const controller = new AbortController();
    const sent = send({ url, axios: client }, controller.signal);
    controller.abort(new Error('enough'));
    assert.equal(await sent.then(String, ({ message }: Error) => message), 'enough');
    assert.isEmpty(asked);
  });

  describe('rejects', () => {
    it("with a ConnectionError for axios's own errors, of which nothing is kept but names", async () => {
      const cause = Object.assign(new Error('secret'), { code: 'ECONNRESET', syscall: 'read', secret: 'sk-1' });
      const error = (await failing(axiosError({ code: 'ERR_BAD_REQUEST', cause }))) as Error;
      assert.deepOwnInclude(error, { name: 'ConnectionError', code: 'ECONNRESET', retryable: true });
      assert.deepEqual(error.cause, { name: 'Error', code: 'ECONNRESET', syscall: 'read' });
      assert.deepOwnInclude(await failing(axiosError({ code: 'ERR_NETWORK' })), { code: 'ERR_NETWORK' });
      assert.deepOwnInclude(await failing(axiosError({})), { code: 'ERR_NETWORK' });
    });

    it("with what a client's own interceptors throw, unchanged", async () => {
      for (const mine of [new Error('mine'), 'mine', undefined]) assert.strictEqual(await failing(mine), mine as never);
    });

    it('with a ConnectionError for whatever a fetch function fails with', async () => {
      for (const mine of [new TypeError('fetch failed'), 'mine', undefined]) {
        assert.deepOwnInclude(await failing(mine, false), { name: 'ConnectionError', code: 'ERR_NETWORK' });
      }
    });

    it("with a ConnectionError for a proxy's 407, where that forwards the request, and only there", async () => {
      const { client } = recording(() => Promise.resolve({ ...answer, status: 407 }));
      const proxy = 'http://127.0.0.1:1';
      const refused: unknown = await send({ url, axios: client, proxy }, signal).then(String, (error: Error) => error);
      assert.deepOwnInclude(refused, { name: 'ConnectionError', code: 'PROXY_407' });
      assert.equal((await send({ url, axios: client }, signal)).status, 407);
      assert.equal((await send({ url: 'https://127.0.0.1:9', axios: client, proxy }, signal)).status, 407);
    });
  });
});
