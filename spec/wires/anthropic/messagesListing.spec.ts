import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { anthropic } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type LoopbackServer, startServer } from '../../support/startServer.ts';

const model = (id: string): string =>
  `{"type":"model","id":"${id}","display_name":"X","created_at":"2026-01-01T00:00:00Z"}`;

describe('the models of Anthropic', () => {
  let server: LoopbackServer;
  /** Bodies by the place where a page begins. */
  let pages: Readonly<Record<string, string>> = {};
  let status = 200;
  before(async () => {
    server = await startServer((response, { url }) => {
      const after = new URL(url, 'http://127.0.0.1').searchParams.get('after_id') ?? '';
      response.writeHead(status, { 'content-type': 'application/json' }).end(pages[after] ?? '{}');
    });
  });
  beforeEach(() => void (status = 200));
  after(() => server.close());

  const listed = (options = {}): Promise<readonly string[]> =>
    firstValueFrom(anthropic({ baseUrl: server.url, apiKey: 'k', betas: ['b'], ...options }).listModels());
  const urls = (since: number): readonly string[] => server.received.slice(since).map(({ url }) => url);

  it('come page by page, all at once', async () => {
    pages = {
      '': `{"data":[${model('a')},${model('b')}],"has_more":true,"first_id":"a","last_id":"b"}`,
      b: `{"data":[${model('c/1')}],"has_more":true,"first_id":"c/1","last_id":"c/1"}`,
      'c/1': `{"data":[${model('d')}],"has_more":false,"first_id":"d","last_id":"d"}`,
    };
    const before = server.received.length;
    assert.deepEqual(await listed(), ['a', 'b', 'c/1', 'd']);
    assert.deepEqual(urls(before), [
      '/v1/models?limit=1000',
      '/v1/models?limit=1000&after_id=b',
      '/v1/models?limit=1000&after_id=c%2F1',
    ]);
    for (const { method, headers } of server.received.slice(before)) {
      assert.equal(method, 'GET');
      assert.deepInclude(headers, {
        'x-api-key': 'k',
        'anthropic-version': '2023-06-01',
        'anthropic-beta': 'b',
        accept: 'application/json',
      });
    }
  });

  it('keep the parameters of the base URL', async () => {
    pages = { '': `{"data":[${model('a')}],"has_more":false}` };
    const before = server.received.length;
    assert.deepEqual(await listed({ baseUrl: `${server.url}/api/?tenant=7` }), ['a']);
    assert.deepEqual(urls(before), ['/api/v1/models?tenant=7&limit=1000']);
  });

  it('may come on one page without a word of more, or as other servers list them', async () => {
    for (const page of [
      `{"data":[${model('a')},{"type":"model"},null,{"id":""}]}`,
      '{"object":"list","data":[{"id":"a","object":"model"}]}',
      '[{"id":"a"}]',
      '{"models":[{"name":"a"}]}',
      `{"data":[${model('a')}],"has_more":null,"last_id":"a"}`,
      `{"data":[${model('a')}],"has_more":false,"last_id":"a"}`,
    ]) {
      pages = { '': page };
      const before = server.received.length;
      assert.deepEqual(await listed(), ['a'], page);
      assert.equal(server.received.length, before + 1);
    }
  });

  it('end where a page does not tell what comes next, or tells the same again', async () => {
    pages = {
      '': `{"data":[${model('a')}],"has_more":true}`,
      a: `{"data":[${model('b')},{}],"has_more":true,"last_id":7}`,
    };
    assert.deepEqual(await listed(), ['a', 'b']);
    pages = {
      '': `{"data":[${model('a')}],"has_more":true,"last_id":"a"}`,
      a: `{"data":[${model('b')}],"has_more":true,"last_id":"a"}`,
    };
    assert.deepEqual(await listed(), ['a', 'b']);
    pages = { '': '{"data":[],"has_more":false,"first_id":null,"last_id":null}' };
    assert.deepEqual(await listed(), []);
  });

  it('fail as an answer does', async () => {
    pages = {
      '': '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_9"}',
    };
    const provider = anthropic({ baseUrl: server.url });
    assert.deepOwnInclude(await errorOf(provider.listModels()), { kind: 'auth', inBand: true, requestId: 'req_9' });
    status = 401;
    assert.deepOwnInclude(await errorOf(provider.listModels()), {
      name: 'ProviderError',
      provider: 'anthropic',
      kind: 'auth',
      status: 401,
      requestId: 'req_9',
    });
    status = 200;
    pages = { '': '{"hello":1}' };
    assert.equal((await errorOf(provider.listModels())).name, 'UnexpectedContentError');
  });

  it('fail on any page as a whole', async () => {
    pages = {
      '': `{"data":[${model('a')}],"has_more":true,"last_id":"a"}`,
      a: '{"type":"error","error":{"type":"overloaded_error","message":"no"}}',
    };
    const { values, error } = await outcomeOf(anthropic({ baseUrl: server.url }).listModels());
    assert.deepEqual(values, []);
    assert.deepOwnInclude(error, { kind: 'overloaded', retryable: true });
  });
});
