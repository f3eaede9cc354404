import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { gemini } from '../../../lib/index.ts';
import { errorOf } from '../../support/outcome.ts';
import { type LoopbackServer, startServer } from '../../support/startServer.ts';

describe("gemini's models", () => {
  let server: LoopbackServer;
  /** The pages by the parameters of their URLs. */
  let pages: Readonly<Record<string, string>>;
  before(async () => {
    server = await startServer((response, { url }) => {
      response.setHeader('content-type', 'application/json; charset=UTF-8');
      response.end(pages[url] ?? '{"error":{"code":404,"message":"no such page","status":"NOT_FOUND"}}');
    });
  });
  after(() => server.close());

  it('are those that answer, without their path, from every page', async () => {
    pages = {
      '/v1beta/models?pageSize=1000':
        '{"models":[{"name":"models/gemini-2.5-flash","supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/embedding-001","supportedGenerationMethods":["embedContent"]},{"name":"models/aqa","supportedGenerationMethods":[]}],"nextPageToken":"a+b/c="}',
      '/v1beta/models?pageSize=1000&pageToken=a%2Bb%2Fc%3D': '{"nextPageToken":"last"}',
      '/v1beta/models?pageSize=1000&pageToken=last':
        '{"models":[{"name":"models/gemma-3-27b-it","supportedGenerationMethods":["generateContent"]},{"name":"gemini-of-a-proxy"},"models/plain",{"id":"none"},null]}',
    };
    const provider = gemini({ baseUrl: server.url, apiKey: async () => 'AIza-1', headers: { 'x-a': '1' } });
    assert.deepEqual(await firstValueFrom(provider.listModels()), [
      'gemini-2.5-flash',
      'gemma-3-27b-it',
      'gemini-of-a-proxy',
      'plain',
    ]);
    assert.lengthOf(server.received, 3);
    for (const { method, headers } of server.received) {
      assert.equal(method, 'GET');
      assert.deepInclude(headers, { 'x-goog-api-key': 'AIza-1', accept: 'application/json', 'x-a': '1' });
    }
  });

  it('of an empty list are none', async () => {
    for (const page of ['{}', '{"models":[]}', '{"models":[],"nextPageToken":""}']) {
      pages = { '/v1beta/models?pageSize=1000': page };
      assert.deepEqual(await firstValueFrom(gemini({ baseUrl: server.url }).listModels()), []);
    }
  });

  it('are asked for page by page with the parameters of the base URL', async () => {
    pages = {
      '/x/v1/models?team=blue&pageSize=1000': '{"models":[{"name":"models/a"}],"nextPageToken":"2"}',
      '/x/v1/models?team=blue&pageSize=1000&pageToken=2': '{"models":[{"name":"models/b"}]}',
    };
    const provider = gemini({ baseUrl: `${server.url}/x/v1?team=blue` });
    assert.deepEqual(await firstValueFrom(provider.listModels()), ['a', 'b']);
  });

  it('of Vertex are those of Google that answer', async () => {
    pages = {
      '/v1beta1/publishers/google/models?pageSize=100':
        '{"publisherModels":[{"name":"publishers/google/models/gemini-2.5-pro"},{"name":"publishers/google/models/imagen-4"},{"name":"publishers/google/models/gemini-embedding-001"}]}',
    };
    const provider = gemini({ baseUrl: server.url, accessToken: 'ya29.1', vertex: { project: 'p' } });
    assert.deepEqual(await firstValueFrom(provider.listModels()), ['gemini-2.5-pro']);
    assert.equal(server.received.at(-1)?.headers['authorization'], 'Bearer ya29.1');
  });

  it('are an error where the service says so, or says something else', async () => {
    pages = {};
    assert.deepOwnInclude(await errorOf(gemini({ baseUrl: server.url }).listModels()), {
      name: 'ProviderError',
      kind: 'not-found',
      inBand: true,
    });
    for (const page of ['{"data":[]}', '{"models":{}}', '[]', '5']) {
      pages = { '/v1beta/models?pageSize=1000': page };
      assert.equal((await errorOf(gemini({ baseUrl: server.url }).listModels())).name, 'UnexpectedContentError', page);
    }
  });

  it('that name a page again are not asked for it again', async () => {
    pages = {
      '/v1beta/models?pageSize=1000': '{"models":["a"],"nextPageToken":"x"}',
      '/v1beta/models?pageSize=1000&pageToken=x': '{"models":["b"],"nextPageToken":"x"}',
    };
    assert.deepEqual(await firstValueFrom(gemini({ baseUrl: server.url }).listModels()), ['a', 'b']);
  });
});
