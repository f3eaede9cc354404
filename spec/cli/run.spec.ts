import { once } from 'node:events';
import { Writable } from 'node:stream';
import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { startServer } from '../support/startServer.ts';
import { interruptsOf, runCommand } from './runCommand.ts';

const HELLO = 'data: {"model":"demo","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}\n\n';

describe('run', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const chat = (...more: readonly string[]): string[] => [
    'chat',
    'Hi',
    '--base-url',
    server.url,
    '--model',
    'm',
    ...more,
  ];

  describe('bad usage: one line and exit 2, and nothing is sent', () => {
    const table: readonly (readonly [readonly string[], string])[] = [
      [['chat', '--nope', 'Hi'], "unknown option '--nope'"],
      [['chat', '--modle', 'm', 'Hi'], "unknown option '--modle' (Did you mean --model?)"],
      [['chta', 'Hi'], "unknown command 'chta' (Did you mean chat?)"],
      [['models', 'Hi'], "too many arguments for 'models'. Expected 0 arguments but got 1."],
      [['chat', 'Hi', '--model'], "option '-m, --model <name>' argument missing"],
      [
        ['chat', 'Hi', '--provider', 'gpt'],
        '--provider must be one of anthropic, gemini, ollama, openai, responses, autonomous (Did you mean openai?)',
      ],
      [
        ['chat', 'Hi', '--embedded', '--base-url', 'http://127.0.0.1'],
        "option '--embedded' cannot be used with option '--base-url <url>'",
      ],
      [['chat', 'Hi', '--base-url', 'me:secret@host'], '--base-url must be a URL that begins with http:// or https://'],
      [['chat', 'Hi', '--base-url', 'http://'], '--base-url must be a URL that begins with http:// or https://'],
      [
        ['chat', 'Hi', '--proxy', 'ftp://me:secret@host'],
        '--proxy must be a URL that begins with http://, https://, socks5:// or socks5h://',
      ],
      [['chat', 'Hi', '--api-key=sk-secret'], "unknown option '--api-key'"],
      [['chat', 'Hi', "--api-key=sk-'secret'"], "unknown option '--api-key'"],
      [['chat', 'Hi', '-ksk-secret'], "unknown option '-k'"],
      [['chat', 'Hi', '--\u001b[2J'], "unknown option '--␛[2J'"],
      [['chat', '- my secret plan'], "unknown option '-' (put -- before a prompt that begins with a dash)"],
      [['chat', '--my secret=plan'], "unknown option '--my' (put -- before a prompt that begins with a dash)"],
      [
        ['My secret plan'],
        "this is not a command: to ask, type 'rxllm chat PROMPT'; 'rxllm --help' lists the commands",
      ],
      [
        ['chat', '-p', 'My secret plan'],
        '--provider must be one of anthropic, gemini, ollama, openai, responses, autonomous',
      ],
      [
        ['chat', 'Hi', '-s', 'a', '--system-file', 'b'],
        "option '--system-file <path>' cannot be used with option '-s, --system <text>'",
      ],
      [
        ['chat', 'Hi', '--embedded', '-P', 'work'],
        "option '--embedded' cannot be used with option '-P, --profile <name>'",
      ],
      [['chat', 'Hi', '--temperature', 'hot'], '--temperature must be a number'],
      [['chat', 'Hi', '-t', ''], '--temperature must be a number'],
      [['chat', 'Hi', '--max-tokens', '0'], '--max-tokens must be a positive integer'],
      [['chat', 'Hi', '--top-p', '0x1'], '--top-p must be a number'],
      [['chat', 'Hi', '--seed', '1.5'], '--seed must be an integer'],
      [['chat', 'Hi', '--retries', '-1'], '--retries must be a number from 0 to 999'],
      [['chat', 'Hi', '-p', 'openai'], 'openai needs a key: set OPENAI_API_KEY in the environment'],
      [
        ['chat', 'Hi', '--base-url', 'http://127.0.0.1:9'],
        "openai has no default model: choose one with --model ('rxllm models -p openai --base-url URL' lists them)",
      ],
      [
        ['chat', 'Hi', '-p', 'ollama'],
        "ollama has no default model: choose one with --model ('rxllm models -p ollama' lists them)",
      ],
    ];
    for (const [argv, complaint] of table) {
      it(JSON.stringify(argv.join(' ')), async () => {
        assert.deepEqual(await runCommand(argv), { code: 2, stdout: '', stderr: `rxllm: ${complaint}\n` });
      });
    }

    it('OPENAI_BASE_URL that is no URL, and OPENAI_API_KEY that no header can carry', async () => {
      const { port } = server;
      const url = await runCommand(['chat', 'Hi'], { env: { OPENAI_BASE_URL: `127.0.0.1:${port}` } });
      assert.deepEqual(url, {
        code: 2,
        stdout: '',
        stderr: 'rxllm: OPENAI_BASE_URL must be a URL that begins with http:// or https://\n',
      });
      const key = await runCommand(chat(), { env: { OPENAI_API_KEY: 'sk-日本' } });
      assert.deepEqual(key, {
        code: 2,
        stdout: '',
        stderr: 'rxllm: OPENAI_API_KEY must be a key that an HTTP header can carry\n',
      });
      assert.strictEqual(server.connections(), 0);
    });

    it('no command at all shows the help', async () => {
      const { code, stdout, stderr } = await runCommand([]);
      assert.strictEqual(stdout, '');
      assert.match(stderr, /^Usage: rxllm /);
      assert.strictEqual(code, 2);
    });
  });

  it('prints help and version to standard output', async () => {
    for (const argv of [['--help'], ['help'], ['chat', '--help'], ['help', 'models']]) {
      const { code, stdout, stderr } = await runCommand(argv);
      assert.match(stdout, /^Usage: rxllm /);
      assert.strictEqual(stderr, '');
      assert.strictEqual(code, 0);
    }
    const { code, stdout } = await runCommand(['--version']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    assert.strictEqual(code, 0);
  });

  describe('Ctrl-C: exit 130, and the socket is closed', () => {
    it('before it started', async () => {
      assert.deepEqual(await runCommand(chat(), { signal: AbortSignal.abort() }), {
        code: 130,
        stdout: '',
        stderr: '',
      });
    });

    it('before the headers', async () => {
      const silent = await startServer(() => undefined);
      const interrupt = new AbortController();
      const running = runCommand(['chat', 'Hi', '--base-url', silent.url, '--model', 'm'], interrupt);
      await silent.requested();
      interrupt.abort();
      assert.deepEqual(await running, { code: 130, stdout: '', stderr: '' });
      await silent.idle();
      await silent.close();
    });

    it('while the model is silent in the middle of a line, which it ends', async () => {
      server.serve({ body: HELLO, ending: 'stall' });
      const interrupt = new AbortController();
      const onStdout = (soFar: string): void => void (soFar === 'Hello' && interrupt.abort());
      const result = await runCommand(chat(), { signal: interrupt.signal, onStdout });
      assert.deepEqual(result, { code: 130, stdout: 'Hello\n', stderr: '' });
      await server.idle();
    });

    it('while it waits for standard input', async () => {
      const { PassThrough } = await import('node:stream');
      const { run } = await import('../../lib/cli/run.ts');
      const interrupt = new AbortController();
      const stdin = new PassThrough();
      const stdout = new PassThrough();
      const running = run(['chat', '--base-url', server.url, '--model', 'm'], {
        stdin,
        stdout,
        stderr: new PassThrough(),
        env: {},
        interrupts: interruptsOf(interrupt.signal),
      });
      stdin.write('half a prompt');
      interrupt.abort();
      assert.strictEqual(await running, 130);
      assert.isTrue(stdin.destroyed);
      assert.strictEqual(server.connections(), 0);
    });

    it('while nobody reads what it printed', async () => {
      server.serve({ body: [HELLO, HELLO, HELLO], ending: 'stall' });
      const interrupt = new AbortController();
      const stuck = new Writable({ highWaterMark: 1, write: () => interrupt.abort() });
      const result = await runCommand(chat(), { signal: interrupt.signal, stdout: stuck });
      assert.deepEqual(result, { code: 130, stdout: '', stderr: '' });
      await server.idle();
    });
  });

  describe('when the answer cannot be written', () => {
    it('ends quietly where the reader of a pipe went away, and closes the socket', async () => {
      server.serve({ body: HELLO, ending: 'stall' });
      const result = await runCommand(chat(), { stdout: failing('EPIPE') });
      assert.deepEqual(result, { code: 0, stdout: '', stderr: '' });
      await server.idle();
    });

    it('ends quietly where it goes away at the end', async () => {
      server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
      const result = await runCommand(chat(), { stdout: failing('EPIPE') });
      assert.deepEqual(result, { code: 0, stdout: '', stderr: '' });
    });

    it('tells of anything else, as of a full disk', async () => {
      server.serve({ body: HELLO, ending: 'stall' });
      const result = await runCommand(chat(), { stdout: failing('ENOSPC') });
      assert.deepEqual(result, { code: 1, stdout: '', stderr: 'rxllm: cannot write the answer: write ENOSPC\n' });
      await server.idle();
    });

    it('does not mind a standard error that nobody reads', async () => {
      server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
      const result = await runCommand(chat(), { stderr: failing('EPIPE') });
      assert.deepEqual(result, { code: 0, stdout: 'Hello\n', stderr: '' });
    });
  });

  it('waits until everything is delivered', async () => {
    server.serve({ body: HELLO, ending: 'destroy' });
    const delivered: string[] = [];
    const slow = (): Writable =>
      new Writable({
        write(bytes: Buffer, _, done) {
          setImmediate(() => {
            delivered.push(String(bytes));
            done();
          });
        },
      });
    assert.deepInclude(await runCommand(chat(), { stdout: slow(), stderr: slow() }), { code: 1 });
    assert.strictEqual(
      delivered.toSorted().join(''),
      '\nHellorxllm: the answer is incomplete: the connection was lost\n',
    );
    delivered.length = 0;
    await runCommand(['models'], { stdout: slow() });
    assert.match(delivered.join(''), /^llama [^]*summary [^]*\n$/);
  });

  it('pauses the socket while the answer is not read', async () => {
    const FRAMES = 4000;
    const text = 'x'.repeat(16_000);
    const piece = `data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`;
    let sent = 0;
    const generous = await startServer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (; sent < FRAMES; sent++) if (!response.write(piece)) await once(response, 'drain');
      response.end('data: [DONE]\n\n');
    });
    let taken = 0;
    let resume: (() => void) | undefined;
    const reader = new Writable({
      write(bytes: Buffer, _, done) {
        taken += bytes.length;
        // The first piece is not taken before the server has come to a stand.
        if (taken > text.length) done();
        else resume = done;
      },
    });
    const running = runCommand(['chat', 'Hi', '--base-url', generous.url, '--model', 'm'], { stdout: reader });
    const sentMeanwhile = await standstillOf(() => sent);
    assert.isAbove(sentMeanwhile, 0);
    // 64 MB in all; what waits are 64 chunks, one network read and the buffers of the two sockets.
    assert.isBelow(sentMeanwhile, FRAMES / 2);
    resume?.();
    assert.strictEqual((await running).code, 0);
    assert.strictEqual(taken, FRAMES * text.length + 1);
    await generous.close();
  });
});

/** A stream that cannot be written to. */
function failing(code: string): Writable {
  return new Writable({
    write: (_, __, done) => setImmediate(done, Object.assign(new Error(`write ${code}`), { code })),
  });
}

/** The number once it has not grown for half a second; a machine that stands still itself only makes it smaller. */
async function standstillOf(count: () => number): Promise<number> {
  for (let before = -1; ;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (before === count() && before > 0) return before;
    before = count();
  }
}
