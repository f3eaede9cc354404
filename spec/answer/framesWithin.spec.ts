import { assert } from 'chai';
import { framesWithin } from '../../lib/answer/framesWithin.ts';

describe('framesWithin', () => {
  const table: readonly (readonly [what: string, data: string, ...frames: readonly string[]])[] = [
    ['frames on lines, and the end marker', '{"a":1}\n{"a":2}\n[DONE]', '{"a":1}', '{"a":2}', '[DONE]'],
    ['frames one behind another', '{"a":"}{"}{"a":2} {"a":3}', '{"a":"}{"}', '{"a":2}', '{"a":3}'],
    ['a frame behind another data:', 'data: {"a":1}\n\n', '{"a":1}'],
    ['frames behind another data: each', 'data:{"a":1}\ndata: {"a":2}', '{"a":1}', '{"a":2}'],
    ['frames on one line, each with data:', '{"a":1}data: {"a":2} data:[DONE]', '{"a":1}', '{"a":2}', '[DONE]'],
    ['a text that holds the same', '{"a":"}data: {"}{"a":2'],
    ['an end marker behind another data:', 'data: [DONE]', '[DONE]'],
    ['nothing', ''],
    ['text', 'ping'],
    ['a frame that is cut', '{"a":1'],
    ['a whole frame with a cut one', '{"a":1}{"a":'],
    ['a frame with text', '{"a":1} and more'],
    ['values that are no frames', '1 2'],
  ];
  for (const [what, data, ...frames] of table) {
    it(`of ${what}: ${frames.length}`, () => assert.deepEqual(framesWithin(data), frames));
  }
});
