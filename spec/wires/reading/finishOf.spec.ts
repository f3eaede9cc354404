import { assert } from 'chai';
import { finishOf, isReason } from '../../../lib/wires/reading/finishOf.ts';

describe('finishOf', () => {
  for (const [reason, words] of Object.entries({
    stop: ['stop', 'STOP', 'eos', 'eos_token', 'end_turn', 'completed', 'stop_sequence'],
    length: ['length', 'max_tokens', 'MAX_TOKENS', 'model_length'],
    'tool-calls': ['tool_calls', 'tool_call', 'tool_use', 'function_call'],
    'content-filter': ['content_filter', 'sensitive', 'safety', 'SAFETY'],
    other: ['finished', 'constructor', '__proto__', ' stop'],
  })) {
    it(`knows the words for ${reason}`, () => {
      for (const raw of words) assert.deepEqual(finishOf(3, raw), { type: 'finish', choice: 3, reason, raw } as never);
    });
  }
});

describe('isReason', () => {
  it('takes "" and "null" for none', () => {
    for (const none of ['', 'null', null, undefined]) assert.isFalse(isReason(none));
    for (const reason of ['stop', 'NULL', 'none']) assert.isTrue(isReason(reason));
  });
});
