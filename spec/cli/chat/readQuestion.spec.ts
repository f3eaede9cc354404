import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = 'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\ndata: [DONE]\n\n';

describe('readQuestion', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
    server.serve({ body: HELLO });
  });
  afterEach(() => server.close());

  const openAI = (): string[] => ['--base-url', `${server.url}/v1`, '--model', 'demo'];
  const promptOf = (): unknown => {
    const { messages } = JSON.parse(server.received[0]?.body ?? '') as { readonly messages: readonly unknown[] };
    return messages.at(-1);
  };

  it('reads the prompt from standard input where no words are given', async () => {
    await runCommand(['chat', ...openAI()], { input: 'Grüße,\nWelt 👋\n' });
    assert.deepEqual(promptOf(), { role: 'user', content: 'Grüße,\nWelt 👋' });
  });

  it('reads it from there for - alone', async () => {
    await runCommand(['chat', '-', ...openAI()], { input: 'one\r\n' });
    assert.deepEqual(promptOf(), { role: 'user', content: 'one' });
  });

  it('reads bytes that are no UTF-8', async () => {
    await runCommand(['chat', ...openAI()], { input: Uint8Array.of(0x61, 0xff, 0x62) });
    assert.deepEqual(promptOf(), { role: 'user', content: 'a\ufffdb' });
  });

  it('refuses a file that is no text, and says how to send it', async () => {
    const input = Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1');
    assert.deepEqual(await runCommand(['chat', ...openAI()], { input }), {
      code: 2,
      stdout: '',
      stderr: "rxllm: standard input is not text: to send it as a file, add '--file -'\n",
    });
    assert.strictEqual(server.connections(), 0);
    assert.strictEqual((await runCommand(['chat', 'What?', '-f', '-', ...openAI()], { input })).code, 0);
    assert.deepEqual(promptOf(), {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoAAA==' } },
        { type: 'text', text: 'What?' },
      ],
    });
  });

  it('leaves standard input alone where words are given', async () => {
    await runCommand(['chat', 'Hi', ...openAI()], { input: 'unread' });
    assert.deepEqual(promptOf(), { role: 'user', content: 'Hi' });
  });

  it('says what it waits for where standard input is a terminal', async () => {
    const { stderr } = await runCommand(['chat', ...openAI()], { input: 'Hi', terminals: ['stdin'] });
    assert.match(stderr, /^Type a prompt; Ctrl-D on a line of its own sends it\.\n/);
  });

  it('refuses a prompt of nothing but white space, and asks nobody', async () => {
    for (const [argv, input] of [
      [['chat', ...openAI()], ''],
      [['chat', '-', ...openAI()], ' \n\n'],
      [['chat', '', ' ', ...openAI()], 'unread'],
    ] as const) {
      assert.deepEqual(await runCommand(argv, { input }), {
        code: 2,
        stdout: '',
        stderr: 'rxllm: the prompt is empty: type it after the command, or send it to standard input\n',
      });
    }
    assert.strictEqual(server.connections(), 0);
  });
});
