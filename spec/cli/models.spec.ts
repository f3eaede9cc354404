import { assert } from 'chai';
import { PROVIDER_NAMES } from '../../lib/cli/providers/providers.ts';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { runCommand } from './runCommand.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('rxllm models', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  it('lists the models of Autonomous.AI and their aliases', async () => {
    assert.deepEqual(await runCommand(['models']), {
      code: 0,
      stdout:
        'llama (default, alias llama-3.3-70b)\n' +
        'qwen_coder (alias qwen-2.5-coder-32b)\n' +
        'hermes (alias hermes-3)\n' +
        'vision (alias llama-3.2-90b)\n' +
        'summary (alias llama-3.2-70b)\n',
      stderr: '',
    });
  });

  it('asks a server that speaks as OpenAI does, with the key', async () => {
    server.serve({
      headers: JSON_TYPE,
      body: '{"object":"list","data":[{"id":"gpt-a"},{"id":"gpt-b","owned_by":"x"}]}',
    });
    const { code, stdout, stderr } = await runCommand(['models', '--base-url', `${server.url}/v1`], {
      env: { OPENAI_API_KEY: 'sk-from-the-environment' },
    });
    assert.strictEqual(stdout, 'gpt-a\ngpt-b\n');
    assert.strictEqual(stderr, '');
    assert.strictEqual(code, 0);
    const [received] = server.received;
    assert.strictEqual(`${received?.method} ${received?.url}`, 'GET /v1/models');
    assert.strictEqual(received?.headers.authorization, 'Bearer sk-from-the-environment');
  });

  describe('asks each service in its own way', () => {
    const OPENAI_LIST = '{"object":"list","data":[{"id":"a"},{"id":"b"}]}';
    const table = [
      ['openai', '/v1', 'OPENAI_API_KEY', 'GET /v1/models', 'authorization', 'Bearer sk', OPENAI_LIST],
      ['responses', '/v1', 'OPENAI_API_KEY', 'GET /v1/models', 'authorization', 'Bearer sk', OPENAI_LIST],
      [
        'anthropic',
        '',
        'ANTHROPIC_API_KEY',
        'GET /v1/models?limit=1000',
        'x-api-key',
        'sk',
        '{"data":[{"id":"a","type":"model"},{"id":"b","type":"model"}],"has_more":false}',
      ],
      [
        'gemini',
        '',
        'GEMINI_API_KEY',
        'GET /v1beta/models?pageSize=1000',
        'x-goog-api-key',
        'sk',
        '{"models":[{"name":"models/a","supportedGenerationMethods":["generateContent"]},{"name":"models/b","supportedGenerationMethods":["generateContent"]}]}',
      ],
      [
        'ollama',
        '',
        'OLLAMA_API_KEY',
        'GET /api/tags',
        'authorization',
        'Bearer sk',
        '{"models":[{"name":"a"},{"name":"b"}]}',
      ],
    ] as const;
    for (const [provider, path, variable, request, header, value, body] of table) {
      it(provider, async () => {
        server.serve({ headers: JSON_TYPE, body });
        const argv = ['models', '-p', provider, '--base-url', `${server.url}${path}`];
        assert.deepEqual(await runCommand(argv, { env: { [variable]: 'sk' } }), {
          code: 0,
          stdout: 'a\nb\n',
          stderr: '',
        });
        const [received] = server.received;
        assert.strictEqual(`${received?.method} ${received?.url}`, request);
        assert.strictEqual(received?.headers[header], value);
      });
    }
  });

  it('lists the answers of the embedded server on every wire', async () => {
    for (const provider of PROVIDER_NAMES.filter((name) => name !== 'autonomous')) {
      const { code, stdout, stderr } = await runCommand(['models', '--embedded', '-p', provider]);
      const names = stdout.split('\n');
      assert.strictEqual(names[0], 'default (default)');
      assert.includeMembers(names, ['unicode', 'tool-calls', 'unauthorized', 'cut']);
      assert.strictEqual(stderr, '');
      assert.strictEqual(code, 0);
    }
    assert.match((await runCommand(['models', '--embedded'])).stdout, /^llama \(default, alias /);
  });

  it('shows control characters in names, and keeps a name to a line', async () => {
    server.serve({ headers: JSON_TYPE, body: '{"data":[{"id":"a\\u001b[2Jb\\nc\\u009b"}]}' });
    const { stdout } = await runCommand(['models', '--base-url', server.url]);
    assert.strictEqual(stdout, 'a␛[2Jb␊c\ufffd\n');
  });

  it('fails in one line', async () => {
    server.serve({ status: 401, headers: JSON_TYPE, body: '{"error":{"message":"Who are you?"}}' });
    assert.deepEqual(await runCommand(['models', '--base-url', server.url]), {
      code: 1,
      stdout: '',
      stderr: 'rxllm: provider error (auth 401): Who are you? (set OPENAI_API_KEY in the environment)\n',
    });
  });

  it('stops at once', async () => {
    server.serve({ headers: JSON_TYPE, body: '{"data":[', ending: 'stall' });
    const interrupt = new AbortController();
    const running = runCommand(['models', '--base-url', server.url], { signal: interrupt.signal });
    await server.requested();
    interrupt.abort();
    assert.deepEqual(await running, { code: 130, stdout: '', stderr: '' });
    await server.idle();
  });
});
