import { assert } from 'chai';
import type { ChatRequest, Message } from '../../lib/index.ts';
import { type Carried, checkCarried } from '../../lib/provider/checkCarried.ts';

const all: Carried = {
  fields: ['tools', 'temperature'],
  supports: { stream: true, systemMessage: true, messageHistory: true },
};
const call = { id: 'a', name: 'f', arguments: '{}' };
const hello: Message = { role: 'user', content: 'Hello' };

/** What is left of a request, and what was told of. */
function check(request: ChatRequest, carried: Partial<Carried> = {}): { left: ChatRequest; told: readonly string[] } {
  const told: string[] = [];
  const left = checkCarried(request, { ...all, ...carried }, (path) => void told.push(path));
  return { left, told };
}

describe('checkCarried', () => {
  it('hands on the request itself where the wire carries all of it', () => {
    const request: ChatRequest = { messages: [hello], temperature: 1, seed: undefined, tools: [], stream: true };
    const { left, told } = check(request);
    assert.strictEqual(left, request);
    assert.deepEqual(told, []);
  });

  it('leaves out optional fields that the wire has no place for, and tells of each', () => {
    const { left, told } = check({ messages: [hello], temperature: 1, seed: 1, stop: ['a'] });
    assert.deepEqual(told, ['seed', 'stop']);
    assert.equal(JSON.stringify(left), JSON.stringify({ messages: [hello], temperature: 1 }));
  });

  it('leaves out a stream that a service cannot give, where it was asked for', () => {
    const supports = { ...all.supports, stream: false };
    assert.deepEqual(check({ messages: [hello], stream: true }, { supports }).told, ['stream']);
    assert.deepEqual(check({ messages: [hello], stream: false }, { supports }).told, []);
    assert.deepEqual(check({ messages: [hello] }, { supports }).told, []);
  });

  it('leaves out what speaks of tools where the wire has none', () => {
    const messages: Message[] = [
      hello,
      { role: 'assistant', content: 'Hm', toolCalls: [call] },
      { role: 'tool', toolCallId: 'a', content: '1' },
      { role: 'assistant', toolCalls: [call] },
      { role: 'assistant', content: 'Hi', toolCalls: [] },
    ];
    const { left, told } = check({ messages }, { fields: [] });
    assert.deepEqual(told, ['messages/1/toolCalls', 'messages/2/role', 'messages/3/toolCalls']);
    assert.deepEqual(left.messages, [hello, { role: 'assistant', content: 'Hm' }, messages[4]] as Message[]);
  });

  it('leaves out instructions, and a history, where the service knows none', () => {
    const messages: Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: 'Be kind.' },
      hello,
      { role: 'assistant', content: 'Hi' },
      hello,
    ];
    const noInstructions = check({ messages }, { supports: { ...all.supports, systemMessage: false } });
    assert.deepEqual(noInstructions.told, ['messages/0/role', 'messages/1/role']);
    assert.deepEqual(noInstructions.left.messages, messages.slice(2));
    const noHistory = check({ messages }, { supports: { ...all.supports, messageHistory: false } });
    assert.deepEqual(noHistory.told, ['messages/2', 'messages/3']);
    assert.deepEqual(noHistory.left.messages, [...messages.slice(0, 2), hello]);
  });
});
