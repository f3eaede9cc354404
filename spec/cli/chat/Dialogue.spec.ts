import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand, type CommandResult } from '../runCommand.ts';

const HELLO =
  'data: {"model":"demo","choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

interface SentMessage {
  readonly role: string;
  readonly content: unknown;
}

const user = (content: unknown): SentMessage => ({ role: 'user', content });
const assistant = (content: string): SentMessage => ({ role: 'assistant', content });
const system = (content: string): SentMessage => ({ role: 'system', content });
/** The remarks, without the closing lines of answers. */
const remarks = ({ stderr }: CommandResult): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('demo · '));

describe('Dialogue', () => {
  let server: BytesServer;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rxllm-dialogue-'));
    server = await serveBytes();
    server.serve({ body: HELLO });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** Types these lines at a terminal, and leaves. */
  const talk = (lines: readonly string[], ...more: readonly string[]): Promise<CommandResult> =>
    runCommand(['chat', '--base-url', server.url, '-m', 'm', ...more], {
      input: `${lines.join('\r')}\r\u0004`,
      terminals: ['stdin', 'stdout'],
      env: { HOME: folder },
    });
  const asked = (): readonly (readonly SentMessage[])[] =>
    server.received.map(({ body }) => (JSON.parse(body) as { readonly messages: readonly SentMessage[] }).messages);

  it('says whom it asks, answers each prompt with what was said before, and leaves', async () => {
    const result = await talk(['one', 'two']);
    assert.strictEqual(result.code, 0);
    assert.deepEqual(remarks(result), ['You are talking to m (openai). Type /help for help.']);
    assert.deepEqual(asked(), [[user('one')], [user('one'), assistant('Hello'), user('two')]]);
  });

  it('says that answers are canned', async () => {
    const { stderr } = await runCommand(['chat', '--embedded'], { terminals: ['stdin', 'stdout'] });
    assert.strictEqual(stderr, 'You are talking to llama (autonomous, canned answers). Type /help for help.\n');
  });

  it('is not begun where a prompt was given, or JSON is wanted', async () => {
    for (const more of [['Hi'], ['--json']]) {
      const { stderr } = await talk(['one'], ...more);
      assert.notInclude(stderr, 'You are talking to');
    }
  });

  it('asks nothing for an empty line', async () => {
    await talk(['', '   ']);
    assert.strictEqual(server.connections(), 0);
  });

  it('leaves on /bye, /exit and /quit', async () => {
    for (const command of ['/bye', '/exit', '/quit']) {
      assert.strictEqual((await talk([command, 'unsaid'])).code, 0);
    }
    assert.strictEqual(server.connections(), 0);
  });

  it('lists the commands', async () => {
    const { stdout } = await talk(['/help']);
    for (const command of ['/system TEXT', '/file PATH', '/clear', '/help', '/bye', 'Ctrl-D', '"""', 'Ctrl-C']) {
      assert.include(stdout, command);
    }
  });

  it('says that a command does not exist, and how to send it as a prompt', async () => {
    const result = await talk(['/cleer', ' /cleer']);
    assert.strictEqual(
      remarks(result)[1],
      '/cleer is not a command; /help lists them. To send a prompt that begins with a slash, type a space first.',
    );
    assert.deepEqual(asked(), [[user(' /cleer')]]);
  });

  it('sets and removes instructions, and forgets the conversation but not them', async () => {
    const result = await talk(['/system Be brief.', 'one', '/clear', 'two', '/system', 'three']);
    assert.deepEqual(asked(), [
      [system('Be brief.'), user('one')],
      [system('Be brief.'), user('two')],
      [user('two'), assistant('Hello'), user('three')],
    ]);
    assert.deepEqual(remarks(result).slice(1), [
      'The instructions are set.',
      'The conversation has been cleared.',
      'The instructions are removed.',
    ]);
  });

  it('sends a file with the next prompt alone', async () => {
    await writeFile(join(folder, 'a.txt'), 'text\n');
    const result = await talk(['/file ~/a.txt', 'one', 'two']);
    assert.strictEqual(remarks(result)[1], 'The file will be sent with the next prompt.');
    assert.deepEqual(
      asked().map((messages) => messages.at(-1)),
      [user('<file name="a.txt">\ntext\n</file>\n\none'), user('two')],
    );
  });

  it('sends the files of the command line with the first prompt', async () => {
    const path = join(folder, 'a.txt');
    await writeFile(path, 'text');
    await talk(['one'], '-f', path);
    assert.deepEqual(asked(), [[user('<file name="a.txt">\ntext\n</file>\n\none')]]);
  });

  it('goes on after a file that cannot be sent', async () => {
    const path = join(folder, 'none');
    const result = await talk([`/file ${path}`, '/file', '/file -', 'one']);
    assert.deepEqual(remarks(result).slice(1), [
      `rxllm: /file ${path}: there is no such file`,
      '/file needs a path: /file PATH',
      '/file needs a path: /file PATH',
    ]);
    assert.deepEqual(asked(), [[user('one')]]);
  });

  it('goes on after a failure, without the question that failed, and with its files', async () => {
    const path = join(folder, 'a.txt');
    await writeFile(path, 'text');
    let count = 0;
    server.serveBy(() => (count++ === 0 ? { status: 400, body: '{"error":{"message":"no"}}' } : { body: HELLO }));
    const result = await talk(['one', 'two'], '-f', path);
    assert.strictEqual(result.code, 0);
    assert.deepEqual(remarks(result).slice(1), ['rxllm: provider error (bad-request 400): no']);
    const file = '<file name="a.txt">\ntext\n</file>';
    assert.deepEqual(asked(), [[user(`${file}\n\none`)], [user(`${file}\n\ntwo`)]]);
  });

  it('keeps what came of an answer that was cut', async () => {
    let count = 0;
    const half = 'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n';
    server.serveBy(() => ({ body: count++ === 0 ? half : HELLO }));
    await talk(['one', 'two']);
    assert.deepEqual(asked()[1], [user('one'), assistant('Hel'), user('two')]);
  });

  it('saves after each answer, and continues', async () => {
    const path = join(folder, 'c.json');
    await talk(['one'], '--save', path, '-c', path);
    const first = [user('one'), assistant('Hello')];
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), first);
    await talk(['/system Be brief.', 'two'], '--save', path, '-c', path);
    const both = [system('Be brief.'), ...first, user('two'), assistant('Hello')];
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), both);
  });
});
