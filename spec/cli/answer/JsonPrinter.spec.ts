import { assert } from 'chai';
import { serveBytes, type BytesServer } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

const HELLO = [
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}\n\n',
  'data: {"id":"1","model":"demo-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: [DONE]\n\n',
];

// ESC [31m, and a CSI of C1, whose ESC and CR LF are each cut from what follows them.
const CONTROLS = [
  'data: {"model":"a\\u001b[2Jb","choices":[{"delta":{"content":"\\u001b"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"[31mred\\u009b0m\\r"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"\\nnext\\ud83d"}}]}\n\n',
  'data: {"choices":[{"delta":{"content":"\\udc4b"}}]}\n\n',
  'data: [DONE]\n\n',
];
const CLOSING_LINE = /^demo-1 · stop · first text after \d+\.\d\d s · [\d.]+ characters\/s\n$/;

describe('JsonPrinter', () => {
  let server: BytesServer;
  beforeEach(async () => {
    server = await serveBytes();
  });
  afterEach(() => server.close());

  const openAI = (): string[] => ['--base-url', `${server.url}/v1`, '--model', 'demo'];

  it('prints one chunk a line as JSON with --json', async () => {
    server.serve({ body: HELLO });
    const { code, stdout, stderr } = await runCommand(['chat', 'Hi', '--json', ...openAI()]);
    assert.strictEqual(
      stdout,
      '{"type":"start","id":"1","model":"demo-1"}\n' +
        '{"type":"text","choice":0,"text":"Hel"}\n' +
        '{"type":"text","choice":0,"text":"lo"}\n' +
        '{"type":"finish","choice":0,"reason":"stop","raw":"stop"}\n',
    );
    assert.match(stderr, CLOSING_LINE);
    assert.strictEqual(code, 0);
  });

  it('escapes control characters', async () => {
    server.serve({ body: CONTROLS });
    const { stdout } = await runCommand(['chat', 'Hi', '--json', ...openAI()]);
    assert.notMatch(stdout, /(?!\n)\p{Cc}/u);
    const texts = stdout.split('\n').slice(1, -2);
    assert.deepEqual(
      texts.map((line) => (JSON.parse(line) as { readonly text: string }).text),
      ['\u001b', '[31mred\u009b0m\r', '\nnext\ud83d', '\udc4b'],
    );
  });

  it('prints what had come of a cut answer', async () => {
    server.serve({ body: HELLO.slice(0, 2), ending: 'destroy' });
    const { code, stdout, stderr } = await runCommand(['chat', 'Hi', '--json', ...openAI()]);
    assert.strictEqual(stdout, '{"type":"start","id":"1","model":"demo-1"}\n{"type":"text","choice":0,"text":"Hel"}\n');
    assert.strictEqual(stderr, 'rxllm: the answer is incomplete: the connection was lost\n');
    assert.strictEqual(code, 1);
  });
});
