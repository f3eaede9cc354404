import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { InvalidRequestError, ollama, type OllamaOptions } from '../../../lib/index.ts';
import { errorOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

describe('ollama', () => {
  it('tells of itself', () => {
    const provider = ollama();
    assert.equal(provider.name, 'ollama');
    assert.equal(provider.url, 'https://ollama.com/');
    assert.isTrue(provider.working);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.deepEqual(provider.models, []);
    assert.deepEqual(provider.modelAliases, {});
    assert.deepEqual(provider.endpoints, { '*': 'http://127.0.0.1:11434/api/chat' });
    assert.notProperty(provider, 'defaultModel');
    assert.equal(ollama({ name: 'the big one' }).name, 'the big one');
    assert.equal(ollama({ baseUrl: 'https://ollama.com' }).endpoints['*'], 'https://ollama.com/api/chat');
    assert.equal(ollama({ baseUrl: '/models' }).endpoints['*'], '/models/api/chat');
  });

  it('has an open list of models: any name passes, and one is needed', async () => {
    const provider = ollama({ defaultModel: 'llama3.2' });
    assert.equal(provider.defaultModel, 'llama3.2');
    assert.deepEqual(provider.resolveModel(), { _tag: 'Right', right: 'llama3.2' });
    assert.deepEqual(provider.resolveModel('qwen3:8b'), { _tag: 'Right', right: 'qwen3:8b' });
    assert.deepEqual(provider.resolveModel('constructor'), { _tag: 'Right', right: 'constructor' });
    assert.deepEqual((await errorOf(ollama().stream({ messages })))['paths'], ['model']);
  });

  describe('fails at once for an option', () => {
    const rows: readonly (readonly [string, unknown, string, RegExp])[] = [
      ['that is no URL', { baseUrl: '127.0.0.1:11434' }, 'options/baseUrl', /must be a URL that begins with http/],
      [
        'that names the path too',
        { baseUrl: 'http://127.0.0.1:11434/api/chat' },
        'options/baseUrl',
        /must end before \/api\/chat: the provider adds its path itself/,
      ],
      ['that names the path too, with a slash', { baseUrl: '/api/chat/' }, 'options/baseUrl', /must end before/],
      [
        'that gives a key beside the credentials of a URL',
        { baseUrl: 'http://user:secret-1@127.0.0.1:11434', apiKey: 'key-1234' },
        'options/apiKey',
        /cannot be used together/,
      ],
      ['that no header can carry', { apiKey: 'key\n1' }, 'options/apiKey', /a key that an HTTP header can carry/],
      ['that is no number', { numCtx: '8192' }, 'options/numCtx', /a positive integer/],
      ['that is no whole number', { numCtx: 0.5 }, 'options/numCtx', /a positive integer/],
      ['that is zero', { numCtx: 0 }, 'options/numCtx', /a positive integer/],
      [
        'that is no duration',
        { keepAlive: true },
        'options/keepAlive',
        /a duration such as "5m", or a number of seconds/,
      ],
      ['that is an empty duration', { keepAlive: '' }, 'options/keepAlive', /a duration/],
      ['that never ends', { keepAlive: Number.POSITIVE_INFINITY }, 'options/keepAlive', /a duration/],
      ['that is no name', { defaultModel: 5 }, 'options/defaultModel', /a string/],
      ['that has the name of the wire', { num_ctx: 8192 }, 'options/num_ctx', /the nearest is "numCtx"/],
      ['that has another spelling', { apikey: 'k' }, 'options/apikey', /the nearest is "apiKey"/],
      ['that others call so', { model: 'q' }, 'options/model', /the nearest is "defaultModel"/],
      ["that is ollama-js's", { host: 'http://127.0.0.1:11434' }, 'options/host', /the nearest is "baseUrl"/],
      ['of another wire', { streamUsage: false }, 'options/streamUsage', /is not a known option of ollama/],
      [
        'beside another',
        { axios: { request: () => undefined }, fetch: () => undefined },
        'options/fetch',
        /together with/,
      ],
    ];
    for (const [what, options, path, message] of rows) {
      it(what, () => {
        try {
          ollama(options as OllamaOptions);
        } catch (error) {
          if (!(error instanceof InvalidRequestError)) throw error;
          assert.deepEqual(error.paths, [path]);
          assert.match(error.message, message);
          assert.notMatch(JSON.stringify(error), /secret-1|key-1234/);
          return;
        }
        assert.fail('it was taken');
      });
    }
  });

  describe('listModels', () => {
    let server: BytesServer;
    before(async () => (server = await serveBytes()));
    after(() => server.close());

    const lists: readonly (readonly [string, string, readonly string[]])[] = [
      [
        'by name, in the order of the server',
        '{"models":[{"name":"llama3.2:latest","model":"llama3.2:latest","modified_at":"2026-01-01T00:00:00Z","size":2019393189,"digest":"a80c4f17acd5","details":{"format":"gguf"},"capabilities":["completion","tools"]},{"name":"gpt-oss:120b-cloud","remote_model":"gpt-oss:120b","remote_host":"https://ollama.com:443"}]}',
        ['llama3.2:latest', 'gpt-oss:120b-cloud'],
      ],
      ['none', '{"models":[]}', []],
      ['none, in Go', '{"models":null}', []],
      [
        'those that have a name',
        '{"models":[{"model":"a"},{"name":"","model":"b"},{"size":1},null,5,"c",{"name":7}]}',
        ['a', 'b', 'c'],
      ],
    ];
    for (const [what, body, expected] of lists) {
      it(what, async () => {
        server.serve({ headers: { 'content-type': 'application/json; charset=utf-8' }, body });
        const provider = ollama({ baseUrl: `${server.url}/`, apiKey: 'key-1' });
        assert.deepEqual(await firstValueFrom(provider.listModels()), expected);
        assert.deepInclude(server.received.at(-1), { method: 'GET', url: '/api/tags', body: '' });
        assert.equal(server.received.at(-1)?.headers.authorization, 'Bearer key-1');
      });
    }

    const failures: readonly (readonly [string, number, string, Readonly<Record<string, unknown>>])[] = [
      ['a status', 401, '{"error":"unauthorized"}', { name: 'ProviderError', kind: 'auth', detail: 'unauthorized' }],
      ['an error in a 200', 200, '{"error":"boom"}', { name: 'ProviderError', inBand: true, detail: 'boom' }],
      ['a list of another wire', 200, '{"data":[{"id":"a"}]}', { name: 'UnexpectedContentError' }],
      ['what is no list', 200, '{"models":{}}', { name: 'UnexpectedContentError' }],
      ['nothing', 200, '', { name: 'EmptyAnswerError' }],
    ];
    for (const [what, status, body, expected] of failures) {
      it(`fails at ${what}`, async () => {
        server.serve({ status, headers: { 'content-type': 'application/json' }, body });
        const error = await errorOf(ollama({ baseUrl: server.url }).listModels());
        assert.deepOwnInclude(error, { provider: 'ollama', ...expected });
      });
    }
  });
});
