import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { startServer, type Received } from '../support/startServer.ts';
import { NO_TERMINAL, openTerminal, type Terminal } from './openTerminal.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HELLO = 'data: {"model":"demo","choices":[{"index":0,"delta":{"content":"Hello\\n"},"finish_reason":null}]}\n\n';

describe('the process rxllm', function () {
  // Each starts Node and compiles what it loads, on a machine that may have other work.
  this.timeout(120_000);

  let server: BytesServer;
  const running = new Set<ChildProcess>();
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
    await server.close();
  });

  const start = (argv: readonly string[], stdout: 'pipe' | number = 'pipe'): Running => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...argv], {
      cwd: ROOT,
      // Nothing of the environment that runs the specs: no key, no proxy.
      env: { PATH: process.env['PATH'] },
      stdio: ['pipe', stdout, 'pipe'],
    });
    running.add(child);
    return watch(child);
  };
  const chat = (...more: readonly string[]): string[] => ['chat', '--base-url', server.url, '--model', 'm', ...more];

  it('answers, and exits 0', async () => {
    server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
    const command = start(chat('Hi'));
    assert.strictEqual(await command.code, 0);
    assert.strictEqual(command.stdout(), 'Hello\n');
    assert.match(command.stderr(), /^demo · stop · first text after /);
  });

  it('reads the prompt from a pipe', async () => {
    server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
    const command = start(chat());
    command.child.stdin?.end('Hi\n');
    assert.strictEqual(await command.code, 0);
    const { messages } = JSON.parse(server.received[0]?.body ?? '') as { readonly messages: unknown };
    assert.deepEqual(messages, [{ role: 'user', content: 'Hi' }]);
  });

  it('answers from its embedded server', async () => {
    const command = start(['chat', '--embedded', '--no-stream', 'Hi']);
    assert.strictEqual(await command.code, 0);
    assert.match(command.stdout(), /^This is a canned answer[^\n]*\n$/);
  });

  it('exits 1 on a failure', async () => {
    server.serve({ status: 401, body: '{"error":{"message":"Who are you?"}}' });
    const command = start(chat('Hi'));
    assert.strictEqual(await command.code, 1);
    assert.strictEqual(command.stdout(), '');
    assert.strictEqual(
      command.stderr(),
      'rxllm: provider error (auth 401): Who are you? (set OPENAI_API_KEY in the environment)\n',
    );
  });

  it('exits 2 on bad usage', async () => {
    const command = start(['chat', '--nope']);
    assert.strictEqual(await command.code, 2);
    assert.strictEqual(command.stderr(), "rxllm: unknown option '--nope'\n");
  });

  it('exits 130 on SIGINT, with the socket closed', async () => {
    server.serve({ body: HELLO, ending: 'stall' });
    const command = start(chat('Hi'));
    await command.says('Hello\n');
    command.child.kill('SIGINT');
    assert.strictEqual(await command.code, 130);
    await server.idle();
    assert.strictEqual(command.stdout(), 'Hello\n');
    assert.strictEqual(command.stderr(), '');
  });

  it('exits 130 on SIGINT before any content', async () => {
    server.serve({ ending: 'stall' });
    const command = start(chat('Hi'));
    await server.requested();
    command.child.kill('SIGINT');
    assert.strictEqual(await command.code, 130);
    assert.strictEqual(command.stderr(), '');
  });

  it('ends quietly when the reader of a pipe goes away', async () => {
    // More than a pipe holds, so that the command has to notice.
    server.serve({ body: HELLO.repeat(20_000), ending: 'stall' });
    const command = start(chat('Hi'));
    await command.says('Hello\n');
    command.child.stdout?.destroy();
    assert.strictEqual(await command.code, 0);
    assert.strictEqual(command.stderr(), '');
    await server.idle();
  });

  it('delivers all of a long answer to a slow reader', async () => {
    server.serve({ body: [HELLO.repeat(20_000), 'data: [DONE]\n\n'] });
    const command = start(chat('Hi'));
    await command.says('Hello\n');
    command.child.stdout?.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    command.child.stdout?.resume();
    assert.strictEqual(await command.code, 0);
    assert.strictEqual(command.stdout(), 'Hello\n'.repeat(20_000));
  });

  it('tells of a full disk', async function () {
    if (process.platform !== 'linux') this.skip();
    server.serve({ body: HELLO, ending: 'stall' });
    const full = openSync('/dev/full', 'w');
    const command = start(chat('Hi'), full);
    closeSync(full);
    assert.strictEqual(await command.code, 1);
    assert.match(command.stderr(), /^rxllm: cannot write the answer: ENOSPC[^\n]*\n$/);
  });
});

describe(`rxllm in a terminal${NO_TERMINAL === undefined ? '' : ` (skipped: ${NO_TERMINAL})`}`, function () {
  this.timeout(120_000);

  let server: BytesServer;
  let terminal: Terminal | undefined;
  before(function () {
    if (NO_TERMINAL !== undefined) this.skip();
  });
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(async () => {
    terminal?.close();
    await server.close();
  });

  const open = (...more: readonly string[]): Terminal =>
    (terminal = openTerminal(['chat', '--base-url', server.url, '--model', 'm', ...more]));

  it('holds a conversation until Ctrl-D', async () => {
    server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
    const { type, shows, code } = open();
    await shows('You are talking to m (openai). Type /help for help.\n>>> ');
    type('世界\r');
    await shows('世界\nHello\n');
    await shows('demo · stop · ');
    await shows('>>> ');
    // The arrow key brings the first prompt back.
    type('\u001b[A!\r');
    await shows('世界!\nHello\n');
    await shows('>>> ');
    type('\u0004');
    assert.strictEqual(await code, 0);
    assert.deepEqual(promptsOf(server), ['世界', '世界!']);
  });

  it('turns a spinner until the first word, and takes it away', async () => {
    let answer: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const slow = await startServer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      await asked;
      response.end(`${HELLO}data: [DONE]\n\n`);
    });
    try {
      terminal = openTerminal(['chat', '--base-url', slow.url, '--model', 'm', 'Hi']);
      await terminal.shows('⠙');
      answer?.();
      await terminal.shows('Hello\n');
      assert.match(terminal.raw(), /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]\r\p{Cc}\[KHello\r\n/u);
      assert.strictEqual(await terminal.code, 0);
    } finally {
      await slow.close();
    }
  });

  it('stops an answer on Ctrl-C, closes its socket, and keeps what came', async () => {
    server.serve({ body: HELLO, ending: 'stall' });
    const { type, shows, code } = open();
    await shows('>>> ');
    type('one\r');
    await shows('Hello\n');
    type('\u0003');
    await shows('^C\nPress Ctrl-C again to leave, or type /bye.\n>>> ');
    await server.idle();
    server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
    type('two\r');
    await shows('Hello\n');
    await shows('>>> ');
    type('/bye\r');
    assert.strictEqual(await code, 0);
    assert.deepEqual(messagesOf(server.received[1]), [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'Hello\n' },
      { role: 'user', content: 'two' },
    ]);
  });

  it('leaves on the second Ctrl-C, and takes a typed line away on the first', async () => {
    const { type, shows, code } = open();
    await shows('>>> ');
    type('half a prompt');
    await shows('half a prompt');
    type('\u0003');
    await shows('Press Ctrl-C again to leave, or type /bye.\n>>> ');
    type('\u0003');
    assert.strictEqual(await code, 130);
    assert.strictEqual(server.connections(), 0);
  });

  it('ends a question on Ctrl-C with 130', async () => {
    server.serve({ ending: 'stall' });
    const { type, code } = open('Hi');
    await server.requested();
    type('\u0003');
    assert.strictEqual(await code, 130);
    await server.idle();
  });

  it('takes pasted lines for one prompt', async () => {
    server.serve({ body: [HELLO, 'data: [DONE]\n\n'] });
    const { type, shows, code } = open();
    await shows('>>> ');
    type('\u001b[200~one\rtwo\u001b[201~');
    await shows('... two');
    type('\r');
    await shows('Hello\n');
    await shows('>>> ');
    type('\u0004');
    assert.strictEqual(await code, 0);
    assert.deepEqual(promptsOf(server), ['one\ntwo']);
  });

  it('goes on after a failure', async () => {
    server.serve({ status: 404, body: '{"error":{"message":"no such model"}}' });
    const { type, shows, code } = open();
    await shows('>>> ');
    type('Hi\r');
    await shows('rxllm: provider error (not-found 404): no such model');
    await shows('>>> ');
    type('\u0004');
    assert.strictEqual(await code, 0);
  });
});

interface SentMessage {
  readonly role: string;
  readonly content: unknown;
}

const messagesOf = (request: Received | undefined): readonly SentMessage[] =>
  (JSON.parse(request?.body ?? '') as { readonly messages: readonly SentMessage[] }).messages;

/** The last message of each request. */
const promptsOf = ({ received }: BytesServer): readonly unknown[] =>
  received.map((request) => messagesOf(request).at(-1)?.content);

interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Settles when standard output has this text. */
  readonly says: (text: string) => Promise<void>;
  /** The exit code, or the name of the signal that ended it. */
  readonly code: Promise<number | string>;
}

function watch(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  let tell: (() => void) | undefined;
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
    tell?.();
  });
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async says(text) {
      while (!stdout.includes(text)) await new Promise<void>((resolve) => (tell = resolve));
    },
    code: once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string),
  };
}
