import { assert } from 'chai';
import type { AnswerFigures } from '../../../lib/cli/answer/AnswerMeter.ts';
import { toClosingLine } from '../../../lib/cli/answer/toClosingLine.ts';

const figures: AnswerFigures = {
  model: 'llama-3.3',
  reason: 'stop',
  firstTextMs: 123.4,
  unit: 'tokens',
  perSecond: 43.21,
};

describe('toClosingLine', () => {
  it('says model, finish reason, time to the first text and rate', () => {
    assert.strictEqual(toClosingLine(figures, {}), 'llama-3.3 · stop · first text after 0.12 s · 43 tokens/s\n');
  });

  it('names the model that was asked for where the server names none', () => {
    const line = toClosingLine({ ...figures, model: undefined }, { model: 'llama' });
    assert.strictEqual(line, 'llama · stop · first text after 0.12 s · 43 tokens/s\n');
  });

  it('says that there was no text, and gives low rates with a decimal', () => {
    const line = toClosingLine({ ...figures, reason: 'tool-calls', firstTextMs: undefined, perSecond: 9.87 }, {});
    assert.strictEqual(line, 'llama-3.3 · tool-calls · no text · 9.9 tokens/s\n');
  });

  it('gives no rate where there was nothing to count', () => {
    const line = toClosingLine({ ...figures, reason: 'content-filter', firstTextMs: undefined, perSecond: 0 }, {});
    assert.strictEqual(line, 'llama-3.3 · content-filter · no text\n');
  });

  it('tells of malformed frames and of a canned answer', () => {
    const start = 'llama-3.3 · stop · first text after 0.12 s · 43 tokens/s';
    assert.strictEqual(toClosingLine(figures, { malformed: 1 }), `${start} · 1 malformed frame skipped\n`);
    assert.strictEqual(
      toClosingLine(figures, { malformed: 2, canned: true }),
      `${start} · 2 malformed frames skipped · canned\n`,
    );
  });

  it("shows control characters in a model's name, on one line", () => {
    const line = toClosingLine({ ...figures, model: 'a\u001b[2J\nb' }, {});
    assert.strictEqual(line, 'a␛[2J b · stop · first text after 0.12 s · 43 tokens/s\n');
  });
});
