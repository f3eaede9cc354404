import { assert } from 'chai';
import { serveBytes, type BytesServer, type Served } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = 'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n';
const DONE = 'data: [DONE]\n\n';
const refusal = (status: number, headers: Record<string, string> = { 'retry-after': '0' }): Served => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: '{"error":{"message":"Not now."}}',
});

describe('retrying', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const chat = (...more: readonly string[]): string[] => ['chat', 'Hi', '--base-url', server.url, '-m', 'm', ...more];
  const serveInTurn = (...answers: readonly Served[]): void => {
    let turn = 0;
    server.serveBy(() => answers[Math.min(turn++, answers.length - 1)] ?? {});
  };

  it('asks again after a rate limit and a failure of the service, and says so', async () => {
    serveInTurn(refusal(429), refusal(503), { body: [HELLO, DONE] });
    const { code, stdout, stderr } = await runCommand(chat());
    assert.strictEqual(stdout, 'Hello\n');
    assert.strictEqual(code, 0);
    const [first, second, third = ''] = stderr.split('\n');
    assert.strictEqual(first, 'rxllm: provider error (rate-limit 429): Not now. (trying again in 0 s, retry 1 of 2)');
    assert.strictEqual(second, 'rxllm: provider error (overloaded 503): Not now. (trying again in 0 s, retry 2 of 2)');
    assert.match(third, /^m · stop · /);
    assert.strictEqual(server.received.length, 3);
  });

  it('says that it does not know how long, where the service does not tell', async () => {
    serveInTurn(refusal(500, {}), { body: [HELLO, DONE] });
    const { stderr } = await runCommand(chat());
    assert.match(
      stderr,
      /^rxllm: provider error \(server 500\): Not now\. \(trying again in a moment, retry 1 of 2\)\n/,
    );
  });

  it('gives up after as many retries as were asked for', async () => {
    serveInTurn(refusal(429));
    assert.strictEqual((await runCommand(chat())).code, 1);
    assert.strictEqual(server.received.length, 3);
    const once = await runCommand(chat('--retries', '1'));
    assert.strictEqual(
      once.stderr,
      'rxllm: provider error (rate-limit 429): Not now. (trying again in 0 s, retry 1 of 1)\n' +
        'rxllm: provider error (rate-limit 429): Not now. (try again in 0 s)\n',
    );
    assert.strictEqual(server.received.length, 5);
    await runCommand(chat('--retries', '0'));
    assert.strictEqual(server.received.length, 6);
  });

  it('does not where it would not help, and tells at once', async () => {
    for (const answer of [refusal(401), refusal(400), refusal(404), refusal(429, { 'retry-after': '61' })]) {
      serveInTurn(answer);
      const before = server.received.length;
      const { code, stderr } = await runCommand(chat());
      assert.strictEqual(code, 1);
      assert.notInclude(stderr, 'trying again');
      assert.strictEqual(server.received.length, before + 1);
    }
    const gone = await serveBytes();
    await gone.close();
    const { stderr } = await runCommand(['chat', 'Hi', '--base-url', gone.url, '-m', 'm']);
    assert.match(stderr, /^rxllm: the connection failed \(ECONNREFUSED\)[^\n]*\n$/);
  });

  it('does not once something of the answer came', async () => {
    serveInTurn({ body: HELLO + 'data: {"error":{"message":"Overloaded","type":"overloaded_error"}}\n\n' });
    const { code, stdout, stderr } = await runCommand(chat());
    assert.strictEqual(stdout, 'Hello\n');
    assert.strictEqual(code, 1);
    assert.notInclude(stderr, 'trying again');
    assert.strictEqual(server.received.length, 1);
  });

  it('stops waiting at Ctrl-C', async () => {
    serveInTurn(refusal(429, { 'retry-after': '50' }));
    const interrupt = new AbortController();
    const onStderr = (): void => interrupt.abort();
    const { code, stdout } = await runCommand(chat(), { signal: interrupt.signal, onStderr });
    assert.strictEqual(code, 130);
    assert.strictEqual(stdout, '');
    assert.strictEqual(server.received.length, 1);
  });
});
