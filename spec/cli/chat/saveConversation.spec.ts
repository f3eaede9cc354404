import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { Conversation } from '../../../lib/cli/chat/Conversation.ts';
import { saveConversation } from '../../../lib/cli/chat/saveConversation.ts';
import { Failure } from '../../../lib/cli/session/Failure.ts';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = 'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const SAVED = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello' },
];

const saved = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

describe('saveConversation', () => {
  let server: BytesServer;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rxllm-save-'));
    server = await serveBytes();
    server.serve({ body: HELLO });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const save = (path: string, ...more: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand(['chat', 'Hi', '--base-url', server.url, '-m', 'm', '--save', path, ...more]);

  it('writes the messages as JSON, for the user alone, and leaves nothing else in the folder', async () => {
    const path = join(folder, 'c.json');
    assert.strictEqual((await save(path)).code, 0);
    assert.deepEqual(await saved(path), SAVED);
    assert.strictEqual((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder), ['c.json']);
  });

  it('replaces a file and keeps its mode, and follows a link', async () => {
    const path = join(folder, 'c.json');
    await writeFile(path, 'old');
    await chmod(path, 0o640);
    const link = join(folder, 'link.json');
    await symlink(path, link);
    assert.strictEqual((await save(link)).code, 0);
    assert.deepEqual(await saved(path), SAVED);
    assert.strictEqual((await stat(path)).mode & 0o777, 0o640);
    assert.isTrue((await lstat(link)).isSymbolicLink());
  });

  it('writes nothing of an answer that failed', async () => {
    server.serve({ body: 'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n' });
    const path = join(folder, 'c.json');
    assert.strictEqual((await save(path)).code, 1);
    assert.deepEqual(await readdir(folder), []);
  });

  it('says that a turn is not kept that the service blocked', async () => {
    server.serve({
      body: 'data: {"choices":[{"delta":{"content":"Hel"},"finish_reason":"content_filter"}]}\n\ndata: [DONE]\n\n',
    });
    const path = join(folder, 'c.json');
    const { stderr } = await save(path);
    assert.match(stderr, /^This turn is not kept: the service blocked it, and would block each later request/m);
    assert.deepEqual(await saved(path), []);
  });

  it('finds out before anything is asked that the file cannot be written', async () => {
    const table: readonly (readonly [string, string])[] = [
      [folder, 'it is not a file'],
      [join(folder, 'none', 'c.json'), 'there is no such folder'],
    ];
    for (const [path, reason] of table) {
      assert.deepEqual(await save(path), { code: 2, stdout: '', stderr: `rxllm: --save ${path}: ${reason}\n` });
    }
    assert.strictEqual(server.connections(), 0);
  });

  it('finds out that a folder is read-only', async function () {
    // Root may write anywhere.
    if (process.getuid?.() === 0) this.skip();
    await chmod(folder, 0o500);
    const { stderr } = await save(join(folder, 'c.json'));
    await chmod(folder, 0o700);
    assert.match(stderr, /: you do not have permission to write there\n$/);
  });

  it('fails with a sentence if the folder goes away meanwhile', async () => {
    const path = join(folder, 'none', 'c.json');
    try {
      await saveConversation(new Conversation(), { save: path });
      assert.fail('it was written');
    } catch (error) {
      assert.instanceOf(error, Failure);
      assert.strictEqual(
        (error as Error).message,
        `the conversation could not be saved to ${path}: there is no such folder`,
      );
    }
  });
});
