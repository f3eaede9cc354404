import { assert } from 'chai';
import { toErrorLine } from '../../../lib/cli/terminal/toErrorLine.ts';

describe('toErrorLine', () => {
  it('is one line, whatever the message holds', () => {
    assert.strictEqual(toErrorLine(' a\r\nb\n\n\tc\u2028d '), 'rxllm: a b c d\n');
  });

  it('shows control characters instead of sending them', () => {
    assert.strictEqual(toErrorLine('\u001b[2Jgone\u009b'), 'rxllm: ␛[2Jgone\ufffd\n');
    assert.strictEqual(toErrorLine('a', '\u001bb'), 'rxllm: a (␛b)\n');
  });

  it('cuts a message of more than 500 characters, between characters, and keeps the advice', () => {
    assert.strictEqual(toErrorLine('x'.repeat(500)), `rxllm: ${'x'.repeat(500)}\n`);
    assert.strictEqual(toErrorLine('x'.repeat(501), 'advice'), `rxllm: ${'x'.repeat(500)} … (advice)\n`);
    assert.strictEqual(toErrorLine(`${'x'.repeat(499)}👋`), `rxllm: ${'x'.repeat(499)} …\n`);
  });
});
