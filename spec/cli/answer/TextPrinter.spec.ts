import { PassThrough } from 'node:stream';
import { assert } from 'chai';
import type { Chunk } from '../../../lib/chunk/Chunk.ts';
import { TextPrinter } from '../../../lib/cli/answer/TextPrinter.ts';
import { Output } from '../../../lib/cli/terminal/Output.ts';
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

  it('keeps a call to a line', async () => {
    server.serve({
      body: 'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\n  \\"a\\": 1\\n}"}}]}}]}\n\ndata: [DONE]\n\n',
    });
    const { stdout } = await runCommand(['chat', 'Hi', ...openAI()]);
    assert.strictEqual(stdout, 'tool call: f({ "a": 1 })\n');
  });

  describe('beside the answer', () => {
    const chunks: readonly Chunk[] = [
      { type: 'start' },
      { type: 'activity', choice: 0, id: '1', name: 'web_search', state: 'started' },
      { type: 'activity', choice: 0, id: '1', name: 'web_search', state: 'done' },
      { type: 'text', choice: 0, text: 'It rai' },
      { type: 'activity', choice: 1, id: '3', name: 'other', state: 'started' },
      { type: 'activity', choice: 0, id: '2', name: 'code\u001b[2J\nrun', state: 'started' },
      { type: 'activity', choice: 0, id: '2', name: 'code\u001b[2J\nrun', state: 'failed' },
      { type: 'text', choice: 0, text: 'ns.' },
      { type: 'source', choice: 0, title: 'The weather\nin Oslo', url: 'https://weather.example/oslo' },
      { type: 'source', choice: 0, url: 'https://b.example/\u001b[2J' },
      { type: 'source', choice: 0, url: 'https://weather.example/oslo', title: 'The weather\nin Oslo' },
      { type: 'source', choice: 0, id: 'file-1', title: 'report.pdf', quote: 'rain' },
      { type: 'source', choice: 0, quote: 'It rains.' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ];

    it('shows what the service does, and the sources numbered at the end', async () => {
      const { stdout, stderr } = await print(chunks);
      assert.strictEqual(stdout, 'It rains.');
      assert.strictEqual(
        stderr,
        'web_search …\ncode␛[2J run …\ncode␛[2J run failed\n' +
          '[1] The weather in Oslo · https://weather.example/oslo\n' +
          '[2] https://b.example/␛[2J\n' +
          '[3] report.pdf · file-1\n' +
          '[4] “It rains.”\n',
      );
    });

    it('dims them on a terminal, each on a line of its own', async () => {
      const { screen } = await print(chunks, true);
      assert.strictEqual(
        screen.split('\n').slice(0, 6).join('\n'),
        '\u001b[2mweb_search …\n\u001b[22mIt rai\n' +
          '\u001b[2mcode␛[2J run …\n\u001b[22m\u001b[2mcode␛[2J run failed\n\u001b[22mns.\n' +
          '\u001b[2m[1] The weather in Oslo · https://weather.example/oslo',
      );
    });

    it('tells before anything is printed, and not of what is not', async () => {
      let told = 0;
      const stdout = new Output(new PassThrough(), OUTPUT_OPTIONS);
      const printer = new TextPrinter(stdout, stdout, { showsReasoning: false, beforePrint: () => told++ });
      await printer.print({ type: 'start' });
      await printer.print({ type: 'reasoning', choice: 0, text: 'Hm.' });
      assert.strictEqual(told, 0);
      await printer.print({ type: 'text', choice: 0, text: 'Yes' });
      assert.strictEqual(told, 1);
    });
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

const OUTPUT_OPTIONS = { signal: new AbortController().signal, styled: true, capable: true };

/** What chunks become on two streams, and on the one screen that shows both. */
async function print(
  chunks: readonly Chunk[],
  isTTY = false,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly screen: string }> {
  const texts = { stdout: '', stderr: '', screen: '' };
  const open = (name: 'stdout' | 'stderr'): Output => {
    const stream = new PassThrough({ encoding: 'utf8' });
    stream.on('data', (piece: string) => {
      texts[name] += piece;
      texts.screen += piece;
    });
    return new Output(Object.assign(stream, { isTTY }), OUTPUT_OPTIONS);
  };
  const stdout = open('stdout');
  const stderr = open('stderr');
  const printer = new TextPrinter(stdout, stderr, { showsReasoning: true, beforePrint: () => undefined });
  for (const chunk of chunks) {
    await printer.print(chunk);
    // In the order in which a terminal would get them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await printer.end();
  await Promise.all([stdout.flush(), stderr.flush()]);
  return texts;
}
