import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { openAICompatible } from '../../lib/index.ts';
import { errorOf } from '../support/outcome.ts';
import { serveBytes, type BytesServer, type Served } from '../support/serveBytes.ts';
import { startServer } from '../support/startServer.ts';

const json = (body: string): Served => ({ headers: { 'content-type': 'application/json' }, body });

describe('listModels', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  it('names the models of an open provider, in the order of its server', async () => {
    server.serve(json('{"object":"list","data":[{"id":"b"},{"id":"a","owned_by":"x"}]}'));
    assert.deepEqual(await firstValueFrom(openAICompatible({ baseUrl: `${server.url}/v1` }).listModels()), ['b', 'a']);
    assert.deepInclude(server.received.at(-1), { method: 'GET', url: '/v1/models', body: '' });
  });

  const lists: readonly (readonly [what: string, body: string, names: readonly string[]])[] = [
    ['an empty list', '{"data":[]}', []],
    ['a bare array', '[{"id":"b"},{"id":"a"}]', ['b', 'a']],
    ['a list under models', '{"models":[{"name":"b"},{"id":"a","name":"A"}]}', ['b', 'a']],
    ['a list of names alone', '["b","a"]', ['b', 'a']],
    [
      'entries without an id, which are left out',
      '{"data":[{"id":"b"},{},{"id":5},{"id":""},null,{"id":"a"}]}',
      ['b', 'a'],
    ],
  ];
  for (const [what, body, names] of lists) {
    it(`takes ${what}`, async () => {
      server.serve(json(body));
      assert.deepEqual(await firstValueFrom(openAICompatible({ baseUrl: server.url }).listModels()), names);
    });
  }

  it('asks nobody where the list is closed', async () => {
    const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:9', models: ['b', 'a'] });
    assert.deepEqual(await firstValueFrom(provider.listModels()), ['b', 'a']);
  });

  const failures: readonly (readonly [string, Served, Readonly<Record<string, unknown>>])[] = [
    ['a status', { status: 401, body: '{"error":"no"}' }, { name: 'ProviderError', kind: 'auth', detail: 'no' }],
    ['an error in a 200', json('{"error":{"message":"no"}}'), { name: 'ProviderError', inBand: true, detail: 'no' }],
    ['JSON that is no list', json('{"object":"list"}'), { name: 'UnexpectedContentError' }],
    ['a list that is none', json('{"data":{"id":"a"}}'), { name: 'UnexpectedContentError' }],
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<p>Hi</p>' }, { name: 'UnexpectedContentError' }],
    ['an empty body', json(''), { name: 'EmptyAnswerError', malformed: 0 }],
    ['a body that is cut', { ...json('{"data":['), ending: 'destroy' }, { name: 'IncompleteAnswerError' }],
  ];
  for (const [what, served, expected] of failures) {
    it(`fails at ${what}`, async () => {
      server.serve(served);
      const error = await errorOf(openAICompatible({ baseUrl: server.url, name: 'mine' }).listModels());
      assert.deepOwnInclude(error, { ...expected, provider: 'mine', contentReceived: false });
    });
  }

  it('says no key, even one that the server says', async () => {
    server.serve({ status: 401, headers: { 'x-request-id': 'r' }, body: '{"error":"sk-4711 is stale"}' });
    const provider = openAICompatible({ baseUrl: server.url, apiKey: 'sk-4711' });
    assert.deepOwnInclude(await errorOf(provider.listModels()), { detail: '[redacted] is stale', requestId: 'r' });
  });

  it('lets its connection serve the next one', async () => {
    server.serve(json('{"data":[]}'));
    const provider = openAICompatible({ baseUrl: server.url });
    await firstValueFrom(provider.listModels());
    const connections = server.connections();
    for (let i = 0; i < 20; i++) await firstValueFrom(provider.listModels());
    assert.isAtMost(server.connections() - connections, 1);
  });

  it('closes the socket when it is unsubscribed', async () => {
    const stalling = await startServer(() => undefined);
    try {
      const subscription = openAICompatible({ baseUrl: stalling.url }).listModels().subscribe();
      await stalling.requested();
      subscription.unsubscribe();
      await stalling.idle();
    } finally {
      await stalling.close();
    }
  });

  it('is under the deadlines of the provider', async () => {
    const stalling = await startServer(() => undefined);
    try {
      const provider = openAICompatible({ baseUrl: stalling.url, deadlines: { headersMs: 20 } });
      assert.deepOwnInclude(await errorOf(provider.listModels()), { name: 'DeadlineError', deadline: 'headers' });
      await stalling.idle();
    } finally {
      await stalling.close();
    }
  });
});
