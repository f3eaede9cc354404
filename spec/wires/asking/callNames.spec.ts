import { assert } from 'chai';
import type { Message } from '../../../lib/index.ts';
import { callNames } from '../../../lib/wires/asking/callNames.ts';

const user: Message = { role: 'user', content: 'Hello' };
const result = (toolCallId: string): Message => ({ role: 'tool', toolCallId, content: '' });
const calling = (...calls: readonly (readonly [id: string, name: string])[]): Message => ({
  role: 'assistant',
  toolCalls: calls.map(([id, name]) => ({ id, name, arguments: '{}' })),
});

describe('callNames', () => {
  it('gives nothing for messages that are no results', () => {
    assert.deepEqual(callNames([]), []);
    assert.deepEqual(callNames([{ role: 'system', content: 'a' }, user, { role: 'assistant', content: 'b' }]), [
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gives each result the name of its call, in any order', () => {
    const messages = [user, calling(['a', 'read'], ['b', 'now']), result('b'), result('a')];
    assert.deepEqual(callNames(messages), [undefined, undefined, 'now', 'read']);
  });

  it('takes the nearest call before a result where an id comes again', () => {
    const messages = [calling(['call_0', 'read']), result('call_0'), calling(['call_0', 'now']), result('call_0')];
    assert.deepEqual(callNames(messages), [undefined, 'read', undefined, 'now']);
  });

  it('finds a call over other messages', () => {
    const messages = [calling(['a', 'read']), user, { role: 'assistant', content: 'Wait.' } as const, result('a')];
    assert.deepEqual(callNames(messages).at(-1), 'read');
  });

  it('has none for a call that comes after its result, or never', () => {
    assert.deepEqual(callNames([result('a'), calling(['a', 'read'])])[0], undefined);
    assert.deepEqual(callNames([calling(['a', 'read']), result('constructor')]).at(-1), undefined);
  });
});
