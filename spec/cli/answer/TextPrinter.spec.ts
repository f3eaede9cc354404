import { PassThrough } from 'node:stream';
import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

// ESC [31m, and a CSI of C1, whose ESC and CR LF are each cut from what follows them.
const CONTROLS = [
  'data: {"model":"a\\u001b[2Jb","choices":[{"delta":{"content":"\\u001b"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"[31mred\\u009b0m\\r"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"\\nnext\\ud83d"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"\\udc4b"}}]}\n\n',
  'data: [DONE]\n\n',
];

const THOUGHTFUL = [
  'data: {"choices":[{"delta":{"reasoning_content":"Hm, "}}]}\n\n',
  'data: {"choices":[{"delta":{"reasoning_content":"well."}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"Yes"}}]}\n\n',
  'data: {"choices":[{"delta":{"reasoning_content":"Sure?"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"!"}}]}\n\n',
  'data: [DONE]\n\n',
];

describe('TextPrinter', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const openAI = (): string[] => ['--base-url', `${server.url}/v1`, '--model', 'demo'];

  it('adds no line end to an answer that has one', async () => {
    server.serve({ body: 'data: {"choices":[{"delta":{"content":"One line\\n"}}]}\n\ndata: [DONE]\n\n' });
    assert.strictEqual((await runCommand(['chat', 'Hi', ...openAI()])).stdout, 'One line\n');
  });

  it('prints a refusal as text', async () => {
    server.serve({ body: 'data: {"choices":[{"delta":{"refusal":"I would rather not."}}]}\n\ndata: [DONE]\n\n' });
    assert.strictEqual((await runCommand(['chat', 'Hi', ...openAI()])).stdout, 'I would rather not.\n');
  });

  it('prints tool calls as lines behind the text, also where their pieces are mixed', async () => {
    server.serve({
      body: [
        'data: {"choices":[{"delta":{"content":"Let me look."}}]}\n\n',
        'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"weather","arguments":"{\\"city\\""}}]}}]}\n\n',
        'data: {"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"time\\u001b[2J","arguments":"{}"}}]}}]}\n\n',
        'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\\"Oslo\\"}"}}]},"finish_reason":"tool_calls"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    });
    const { stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, 'Let me look.\ntool call: weather({"city":"Oslo"})\ntool call: time␛[2J({})\n');
    assert.match(stderr, /^demo · tool-calls · /);
  });

  it('prints the first of several choices', async () => {
    server.serve({
      body: 'data: {"choices":[{"index":1,"delta":{"content":"No"}},{"index":0,"delta":{"content":"Yes"}}]}\n\ndata: [DONE]\n\n',
    });
    assert.strictEqual((await runCommand(['chat', 'Hi', ...openAI()])).stdout, 'Yes\n');
  });

  it('shows control characters of a model and of its name, also where pieces cut their sequences', async () => {
    server.serve({ body: CONTROLS });
    const { stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, '␛[31mred\ufffd0m\nnext👋\n');
    assert.match(stderr, /^a␛\[2Jb · stop · /);
  });

  it('shows control characters of reasoning', async () => {
    server.serve({
      body: 'data: {"choices":[{"delta":{"reasoning":"\\u001b]0;x\\u0007"}}]}\n\ndata: [DONE]\n\n',
    });
    const { stderr } = await runCommand(['chat', 'Hi', '--reasoning', ...openAI()]);
    assert.strictEqual(stderr.split('\n')[0], '␛]0;x␇');
  });

  describe('reasoning and the terminal', () => {
    beforeEach(() => server.serve({ body: THOUGHTFUL }));

    it('leaves reasoning out where standard error is no terminal', async () => {
      const { stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()]);
      assert.strictEqual(stdout, 'Yes!\n');
      assert.match(stderr, /^demo · stop · [^\n]*\n$/);
    });

    it('dims it and the closing line where it is one', async () => {
      const { stdout, stderr } = await runCommand(['chat', 'Hi', ...openAI()], { terminals: ['stderr'] });
      assert.strictEqual(stdout, 'Yes!\n');
      const [first, second, third = '', ...rest] = stderr.split('\n');
      assert.strictEqual(first, '\u001b[2mHm, \u001b[22m\u001b[2mwell.\u001b[22m');
      assert.strictEqual(second, '\u001b[2mSure?\u001b[22m');
      assert.include(third, '\u001b[2mdemo · stop · ');
      assert.deepEqual(rest, ['\u001b[22m']);
    });

    it('dims nothing where NO_COLOR is set, and takes an empty one for none', async () => {
      const plain = await runCommand(['chat', 'Hi', ...openAI()], { terminals: ['stderr'], env: { NO_COLOR: '1' } });
      assert.match(plain.stderr, /^Hm, well\.\nSure\?\ndemo · stop · /);
      const dim = await runCommand(['chat', 'Hi', ...openAI()], { terminals: ['stderr'], env: { NO_COLOR: '' } });
      assert.include(dim.stderr, '\u001b[2m');
    });

    it('follows --reasoning and --no-reasoning', async () => {
      const shown = await runCommand(['chat', 'Hi', '--reasoning', ...openAI()]);
      assert.match(shown.stderr, /^Hm, well\.\nSure\?\ndemo · /);
      const hidden = await runCommand(['chat', 'Hi', '--no-reasoning', ...openAI()], { terminals: ['stderr'] });
      assert.strictEqual(hidden.stderr.indexOf('\u001b[2mdemo · '), 0);
    });

    it('keeps the two streams to lines of their own on one screen', async () => {
      const screen = new PassThrough({ encoding: 'utf8' });
      await runCommand(['chat', 'Hi', ...openAI()], {
        stdout: screen,
        stderr: screen,
        terminals: ['stdout', 'stderr'],
        env: { NO_COLOR: '1' },
      });
      assert.match(String(screen.read()), /^Hm, well\.\nYes\nSure\?\n!\ndemo · stop · [^\n]*\n$/);
    });
  });
});
