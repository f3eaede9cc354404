import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { startServer } from '../../support/startServer.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = [
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: [DONE]\n\n',
];
const CLOSING_LINE = /^demo-1 · stop · first text after \d+\.\d\d s · [\d.]+ characters\/s\n$/;

describe('rxllm chat', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const openAI = (): string[] => ['--base-url', `${server.url}/v1`, '--model', 'demo'];
  const sentBody = (): unknown => JSON.parse(server.received[0]?.body ?? '');

  it('prints the answer with a line end, and a closing line to standard error', async () => {
    server.serve({ body: HELLO });
    const { code, stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, 'Hello\n');
    assert.match(stderr, CLOSING_LINE);
    assert.strictEqual(code, 0);
  });

  it('prints each piece when it arrives', async () => {
    const seen: string[] = [];
    let heard: (() => void) | undefined;
    const paced = await startServer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of HELLO.slice(1, 3)) {
        // The next piece is not written before this one was printed.
        const printed = new Promise<void>((resolve) => (heard = resolve));
        response.write(piece);
        await printed;
      }
      response.end('data: [DONE]\n\n');
    });
    const onStdout = (soFar: string): void => {
      seen.push(soFar);
      heard?.();
    };
    const result = await runCommand(['chat', 'Hi', '--base-url', paced.url, '--model', 'demo'], { onStdout });
    await paced.close();
    assert.deepEqual(seen, ['Hel', 'Hello', 'Hello\n']);
    assert.strictEqual(result.code, 0);
  });

  it('prints an answer that came in one piece', async () => {
    server.serve({
      headers: { 'content-type': 'application/json' },
      body: '{"model":"demo-1","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"length"}],"usage":{"completion_tokens":2}}',
    });
    const { stdout, stderr } = await runCommand(['chat', 'Hi', '--no-stream', ...openAI()]);
    assert.strictEqual(stdout, 'Hello\n');
    assert.match(stderr, /^demo-1 · length · first text after \d+\.\d\d s · [\d.]+ tokens\/s\n$/);
    assert.deepInclude(sentBody(), { stream: false });
  });

  it('tells of malformed frames, and goes on', async () => {
    server.serve({ body: ['data: {oops\n\n', ...HELLO.slice(1, 2), 'data: 5\n\n', ...HELLO.slice(2)] });
    const { code, stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, 'Hello\n');
    assert.match(stderr, / · 2 malformed frames skipped\n$/);
    assert.strictEqual(code, 0);
  });

  it('tells of a cut answer on a line of its own behind what had come', async () => {
    server.serve({ body: HELLO.slice(0, 2) });
    const { code, stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, 'Hel\n');
    assert.strictEqual(stderr, 'rxllm: the answer is incomplete: its body ended without an end marker\n');
    assert.strictEqual(code, 1);
  });

  describe('what it asks', () => {
    beforeEach(() => server.serve({ body: HELLO }));

    it('sends the words of the prompt, the system message and the model', async () => {
      await runCommand(['chat', 'Why', 'is', '3 - 2', '-', '1?', '--system', 'Be brief.', ...openAI()]);
      assert.strictEqual(server.received[0]?.url, '/v1/chat/completions');
      assert.deepInclude(sentBody(), {
        model: 'demo',
        stream: true,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Why is 3 - 2 - 1?' },
        ],
      });
    });

    it('sends the key of the environment, and none without', async () => {
      await runCommand(['chat', 'Hi', ...openAI()], { env: { OPENAI_API_KEY: 'sk-from-the-environment' } });
      assert.strictEqual(server.received[0]?.headers.authorization, 'Bearer sk-from-the-environment');
      await runCommand(['chat', 'Hi', ...openAI()]);
      assert.isUndefined(server.received[1]?.headers.authorization);
    });

    it('finds the server by OPENAI_BASE_URL', async () => {
      const env = { OPENAI_BASE_URL: `${server.url}/from/env` };
      const { stdout } = await runCommand(['chat', 'Hi', '--model', 'demo'], { env });
      assert.strictEqual(stdout, 'Hello\n');
      assert.strictEqual(server.received[0]?.url, '/from/env/chat/completions');
    });

    it('goes through the proxy', async () => {
      const argv = ['chat', 'Hi', '--proxy', server.url, '--base-url', 'http://service.example/v1', '--model', 'demo'];
      const { stdout } = await runCommand(argv);
      assert.strictEqual(stdout, 'Hello\n');
      assert.strictEqual(server.received[0]?.url, 'http://service.example/v1/chat/completions');
    });

    it('speaks the wire of Autonomous.AI, with an alias, and shows no key', async () => {
      const argv = [
        'chat',
        'Hello',
        '--provider',
        'autonomous',
        '--base-url',
        `${server.url}/api`,
        '--model',
        'hermes-3',
      ];
      const { stdout } = await runCommand(argv, { env: { OPENAI_API_KEY: 'sk-from-the-environment' } });
      assert.strictEqual(stdout, 'Hello\n');
      const [received] = server.received;
      assert.strictEqual(received?.url, '/api/chat-hermes');
      assert.isUndefined(received?.headers.authorization);
      assert.deepEqual(sentBody(), {
        // [{"role":"user","content":"Hello"}]
        messages: 'W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGVsbG8ifV0=',
        threadId: 'hermes',
        stream: true,
        aiAgent: 'hermes',
      });
    });
  });

  describe('with --embedded', () => {
    it('answers as llama from a server of its own, and says that the answer is canned', async () => {
      const { code, stdout, stderr } = await runCommand(['chat', '--embedded', 'Hi']);
      assert.match(stdout, /^This is a canned answer/);
      assert.match(stderr, /^llama · stop · first text after \d+\.\d\d s · \d+ characters\/s · canned\n$/);
      assert.strictEqual(code, 0);
    });

    it('speaks the other wire too, without a model', async () => {
      const { code, stdout, stderr } = await runCommand([
        'chat',
        '--embedded',
        '--no-stream',
        '--provider',
        'openai',
        'Hi',
      ]);
      assert.match(stdout, /^This is a canned answer/);
      assert.match(stderr, / tokens\/s · canned\n$/);
      assert.strictEqual(code, 0);
    });

    it('keeps to itself, whatever the environment says', async () => {
      const env: Record<string, string> = { OPENAI_BASE_URL: server.url, HTTP_PROXY: server.url };
      const { code, stderr } = await runCommand(['chat', '--embedded', '--no-stream', 'Hi'], { env });
      assert.match(stderr, /^llama /);
      assert.strictEqual(code, 0);
      // For this process alone, and only here: the library reads the process's own environment.
      assert.strictEqual(env['no_proxy'], '127.0.0.1');
      assert.strictEqual(server.connections(), 0);
    });
  });
});
