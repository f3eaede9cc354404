import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

/** The one line of a failure, before any text. */
async function fails(argv: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await runCommand(argv, { env });
  assert.strictEqual(stdout, '');
  assert.strictEqual(code, 1);
  return stderr;
}

describe('explainFailure', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const openAI = (): string[] => ['--base-url', `${server.url}/v1`, '--model', 'demo'];

  it('tells of an unknown model', async () => {
    assert.strictEqual(
      await fails(['chat', 'Hi', '--model', 'gpt-4o']),
      'rxllm: unknown model "gpt-4o": this provider has llama, qwen_coder, hermes, vision, summary (to ask a model of another service, add --provider or --base-url)\n',
    );
  });

  it('tells of no server, and nothing of the password in its URL', async () => {
    const { port } = server;
    await server.close();
    assert.strictEqual(
      await fails(['chat', 'Hi', '--base-url', `http://me:secret@127.0.0.1:${port}/v1`, '--model', 'demo']),
      `rxllm: the connection failed (ECONNREFUSED): check the address, the network and the proxy (tried http://127.0.0.1:${port})\n`,
    );
    server = await serveBytes();
  });

  it('tells of no proxy, and nothing of its password', async () => {
    const gone = await serveBytes();
    await gone.close();
    assert.strictEqual(
      await fails(['chat', 'Hi', '--proxy', `http://me:secret@127.0.0.1:${gone.port}`, ...openAI()]),
      `rxllm: the connection failed (ECONNREFUSED): check the address, the network and the proxy (tried ${server.url} through the proxy 127.0.0.1:${gone.port})\n`,
    );
  });

  it('names the proxy that the environment sets, without its password', async () => {
    const gone = await serveBytes();
    await gone.close();
    const { http_proxy: before } = process.env;
    // The library reads the environment of the process.
    process.env['http_proxy'] = `http://me:secret@127.0.0.1:${gone.port}`;
    try {
      assert.strictEqual(
        await fails(['chat', 'Hi', '--base-url', 'http://service.example/v1', '--model', 'm']),
        `rxllm: the connection failed (ECONNREFUSED): check the address, the network and the proxy (tried http://service.example through the proxy 127.0.0.1:${gone.port}, which is set in the environment)\n`,
      );
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });

  it('says where the models of each service are listed, if there is no such model', async () => {
    server.serve({
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"model \\"m\\" not found"}',
    });
    assert.match(
      await fails(['chat', 'Hi', '-p', 'ollama', '-m', 'm'], { OLLAMA_HOST: server.url }),
      /\('ollama pull MODEL' downloads a model; 'rxllm models -p ollama' lists the available models\)\n$/,
    );
    assert.match(
      await fails(['chat', 'Hi', '-p', 'anthropic', '-m', 'm', '--base-url', server.url]),
      /\('rxllm models -p anthropic --base-url URL' lists the available models\)\n$/,
    );
  });

  it('says how to start Ollama', async () => {
    const gone = await serveBytes();
    await gone.close();
    assert.strictEqual(
      await fails(['chat', 'Hi', '-p', 'ollama', '-m', 'm'], { OLLAMA_HOST: `127.0.0.1:${gone.port}` }),
      `rxllm: the connection failed (ECONNREFUSED): check the address, the network and the proxy (tried http://127.0.0.1:${gone.port}; start the server with 'ollama serve', or set OLLAMA_HOST to the one to ask)\n`,
    );
  });

  it('tells of a missing key', async () => {
    server.serve({ status: 401, body: '{"error":{"message":"Who are you?","code":"invalid_api_key"}}' });
    assert.strictEqual(
      await fails(['chat', 'Hi', ...openAI()]),
      'rxllm: provider error (auth 401 invalid_api_key): Who are you? (set OPENAI_API_KEY in the environment)\n',
    );
  });

  it('tells of a wrong key, which is not shown even if the server says it', async () => {
    server.serve({ status: 401, body: '{"error":{"message":"Incorrect key: sk-from-the-environment"}}' });
    assert.strictEqual(
      await fails(['chat', 'Hi', ...openAI()], { OPENAI_API_KEY: 'sk-from-the-environment' }),
      'rxllm: provider error (auth 401): Incorrect key: [redacted] (check OPENAI_API_KEY)\n',
    );
  });

  it('tells of a rate limit, with the time to wait', async () => {
    server.serve({ status: 429, headers: { 'retry-after': '7' }, body: '{"error":{"message":"Slow down."}}' });
    assert.strictEqual(
      await fails(['chat', 'Hi', '--retries', '0', ...openAI()]),
      'rxllm: provider error (rate-limit 429): Slow down. (try again in 7 s)\n',
    );
  });

  it('tells of a page', async () => {
    server.serve({
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>Log in</title></head><body><p>Please\nsign in.</p></body></html>',
    });
    assert.strictEqual(
      await fails(['chat', 'Hi', ...openAI()]),
      `rxllm: unexpected content (text/html): Log in Please sign in. (check the URL: is ${server.url} the service itself?)\n`,
    );
  });

  it('tells of a base URL without its path', async () => {
    server.serve({ status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' });
    assert.strictEqual(
      await fails(['chat', 'Hi', '--base-url', server.url, '--model', 'demo']),
      'rxllm: provider error (not-found 404): 404 page not found (most servers need /v1 at the end of the base URL)\n',
    );
  });

  it('tells of an empty answer', async () => {
    server.serve({ body: '' });
    assert.strictEqual(await fails(['chat', 'Hi', ...openAI()]), 'rxllm: the answer is empty\n');
  });

  it("shows those of a server's error", async () => {
    server.serve({ status: 400, body: '{"error":{"message":"bad\\u001b[2J\\u009b\\nnews","code":"\\u001bc"}}' });
    assert.strictEqual(
      await fails(['chat', 'Hi', ...openAI()]),
      'rxllm: provider error (bad-request 400 ␛c): bad␛[2J\ufffd news\n',
    );
  });
});
