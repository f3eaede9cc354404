import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = 'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\ndata: [DONE]\n\n';

describe('loadHistory', () => {
  let server: BytesServer;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rxllm-history-'));
    server = await serveBytes();
    server.serve({ body: HELLO });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const chat = (...more: readonly string[]): string[] => ['chat', 'Hi', '--base-url', server.url, '-m', 'm', ...more];
  const sent = (): unknown => (JSON.parse(server.received[0]?.body ?? '') as { readonly messages: unknown }).messages;
  const write = async (history: unknown): Promise<string> => {
    const path = join(folder, 'c.json');
    await writeFile(path, typeof history === 'string' ? history : JSON.stringify(history));
    return path;
  };

  it('gives the messages that were saved, a byte order mark before them or not', async () => {
    const history = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
    ];
    const path = await write(`\ufeff${JSON.stringify(history)}`);
    assert.strictEqual((await runCommand(chat('--continue', path))).code, 0);
    assert.deepEqual(sent(), [...history, { role: 'user', content: 'Hi' }]);
  });

  it('prefers the instructions of the command line to those of the file, and those to the config file', async () => {
    const config = join(folder, 'config.json');
    await writeFile(config, '{"defaults":{"system":"of the config file"}}');
    const env = { RXLLM_CONFIG: config };
    const path = await write([{ role: 'system', content: 'of the history' }]);
    const systemFile = join(folder, 'system.txt');
    await writeFile(systemFile, '\ufeffof the file\n');
    const table: readonly (readonly [readonly string[], string])[] = [
      [chat('-c', path, '-s', 'of the option'), 'of the option'],
      [chat('-c', path, '--system-file', systemFile), 'of the file'],
      [chat('-c', path), 'of the history'],
      [chat(), 'of the config file'],
    ];
    for (const [i, [argv, content]] of table.entries()) {
      await runCommand(argv, { env });
      const { messages } = JSON.parse(server.received[i]?.body ?? '') as { readonly messages: unknown };
      assert.deepEqual(messages, [
        { role: 'system', content },
        { role: 'user', content: 'Hi' },
      ]);
    }
  });

  it('refuses what is not a conversation, says why, and asks nobody', async () => {
    const table: readonly (readonly [unknown, string])[] = [
      [' \n', ': it is empty; --save writes such a file'],
      ['[{"role":"user",', ' is not JSON: it ends in the middle'],
      ['[{"role":"user"} secret]', ' is not JSON: line 1, column 18: a comma or ] is expected'],
      [{}, ' is not a conversation that --save wrote: messages must be a list of messages'],
      [
        [{ role: 'usr', content: 'secret' }],
        ' is not a conversation that --save wrote: messages/0/role must be "system", "developer", "user", "assistant" or "tool"',
      ],
      [
        [{ role: 'user' }, { role: 'user' }],
        ' is not a conversation that --save wrote: messages/0/content is required: a string or a list of parts (and 1 more)',
      ],
    ];
    for (const [history, complaint] of table) {
      const path = await write(history);
      assert.deepEqual(await runCommand(chat('--continue', path)), {
        code: 2,
        stdout: '',
        stderr: `rxllm: --continue ${path}${complaint}\n`,
      });
    }
    assert.strictEqual(server.connections(), 0);
  });

  it('refuses a file that is missing, unless --save will write it', async () => {
    const path = join(folder, 'new.json');
    assert.deepEqual(await runCommand(chat('-c', path, '--save', join(folder, 'other.json'))), {
      code: 2,
      stdout: '',
      stderr: `rxllm: --continue ${path}: there is no such file\n`,
    });
    for (const messages of [1, 3]) {
      assert.strictEqual((await runCommand(chat('-c', path, '--save', path))).code, 0);
      const { body = '' } = server.received.at(-1) ?? {};
      assert.lengthOf((JSON.parse(body) as { readonly messages: readonly unknown[] }).messages, messages);
    }
  });
});
