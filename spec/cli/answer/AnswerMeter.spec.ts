import { assert } from 'chai';
import { AnswerMeter, type AnswerFigures } from '../../../lib/cli/answer/AnswerMeter.ts';
import type { Chunk } from '../../../lib/chunk/Chunk.ts';

/** The figures of chunks that come at these milliseconds after the request. */
function figuresOf(...timed: readonly (readonly [number, Chunk])[]): AnswerFigures {
  let now = 1000;
  const meter = new AnswerMeter(() => now);
  for (const [time, chunk] of timed) {
    now = 1000 + time;
    meter.add(chunk);
  }
  return meter.result();
}

const text = (words: string, choice = 0): Chunk => ({ type: 'text', choice, text: words });
const thought = (words: string): Chunk => ({ type: 'reasoning', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop' };

describe('AnswerMeter', () => {
  it('measures the time to the first text, and characters a second from the first piece to the last', () => {
    const figures = figuresOf(
      [250, { type: 'start', id: 'a', model: 'm' }],
      [250, text('12345')],
      [500, text('67890')],
      [1250, text('1234567890')],
      [9000, stop],
    );
    assert.deepEqual(figures, {
      model: 'm',
      reason: 'stop',
      firstTextMs: 250,
      unit: 'characters',
      perSecond: 20,
    });
  });

  it('counts tokens where the provider reports them', () => {
    const figures = figuresOf(
      [100, text('a')],
      [600, text('b')],
      [601, { type: 'usage', completionTokens: 7 }],
      [601, stop],
    );
    assert.deepInclude(figures, { unit: 'tokens', perSecond: 14 });
  });

  it('takes reasoning for no text, but for content', () => {
    const figures = figuresOf([100, thought('12345')], [600, text('12345')], [1100, text('1234567890')]);
    assert.deepInclude(figures, { firstTextMs: 600, perSecond: 20 });
  });

  it('takes a refusal for text', () => {
    assert.deepInclude(figuresOf([100, { type: 'refusal', choice: 0, text: 'No.' }]), { firstTextMs: 100 });
  });

  it('measures an answer in one piece from the request on', () => {
    assert.deepInclude(figuresOf([500, text('12345')], [501, text('67890')]), {
      firstTextMs: 500,
      perSecond: 10_000 / 501,
    });
  });

  it("counts a tool call's arguments", () => {
    const call: Chunk = { type: 'tool-call', choice: 0, index: 0, id: 'c', name: 'f', arguments: '{"a":12345}' };
    assert.deepInclude(figuresOf([1000, call]), { firstTextMs: undefined, perSecond: 11 });
  });

  it('leaves other choices out, and an answer that says nothing', () => {
    const figures = figuresOf([100, text('else', 1)], [200, { type: 'finish', choice: 1, reason: 'length' }]);
    assert.deepEqual(figures, {
      model: undefined,
      reason: undefined,
      firstTextMs: undefined,
      unit: 'characters',
      perSecond: 0,
    });
  });
});
