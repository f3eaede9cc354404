import { assert } from 'chai';
import type { Message } from '../../lib/index.ts';
import { resultsInPlace } from '../../lib/tools/resultsInPlace.ts';

const user: Message = { role: 'user', content: 'Never mind.' };
const said: Message = { role: 'assistant', content: 'Fine.' };
const asked = (...ids: readonly string[]): Message => ({
  role: 'assistant',
  toolCalls: ids.map((id) => ({ id, name: 'clock', arguments: '{}' })),
});
const result = (toolCallId: string, content = 'noon'): Message => ({ role: 'tool', toolCallId, content });

describe('resultsInPlace', () => {
  const inPlace: Readonly<Record<string, readonly Message[]>> = {
    'no messages': [],
    'no calls': [user, said, user],
    'calls with their results, in any order': [user, asked('a', 'b'), result('b'), result('a'), said],
    'open calls': [user, asked('a', 'b'), result('b'), user],
    'an id that is used again': [user, asked('a'), result('a', '1'), asked('a'), result('a', '2'), said],
    'a result of a call that nobody made': [user, result('x'), asked('a'), result('a'), user, result('y')],
  };
  for (const [name, messages] of Object.entries(inPlace)) {
    it(`leaves as they are: ${name}`, () => assert.deepEqual(resultsInPlace(messages), messages));
  }

  const moved: Readonly<Record<string, readonly [messages: readonly Message[], ordered: readonly Message[]]>> = {
    'a result after more words': [
      [user, asked('a'), user, result('a'), said],
      [user, asked('a'), result('a'), user, said],
    ],
    'one of several, after those that are there': [
      [asked('a', 'b', 'c'), result('b'), user, result('a'), said, result('c'), user],
      [asked('a', 'b', 'c'), result('b'), result('a'), result('c'), user, said, user],
    ],
    'one after another answer': [
      [asked('a'), user, asked('b'), result('b'), result('a')],
      [asked('a'), result('a'), user, asked('b'), result('b')],
    ],
  };
  for (const [name, [messages, ordered]] of Object.entries(moved)) {
    it(`moves ${name}`, () => {
      const before = structuredClone(messages);
      assert.deepEqual(resultsInPlace(messages), ordered);
      assert.deepEqual(messages, before);
    });
  }
});
