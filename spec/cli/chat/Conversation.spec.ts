import { assert } from 'chai';
import type { Answer } from '../../../lib/chunk/Answer.ts';
import { Conversation } from '../../../lib/cli/chat/Conversation.ts';
import type { Message } from '../../../lib/request/Message.ts';

const EMPTY: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
const user = (content: string): Message & { readonly role: 'user' } => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });
const system = (content: string): Message => ({ role: 'system', content });

describe('Conversation', () => {
  it('asks with what was said so far', () => {
    const conversation = new Conversation();
    assert.deepEqual(conversation.asking(user('one')), [user('one')]);
    assert.isTrue(conversation.add(user('one'), { ...EMPTY, text: 'first', finishReason: 'stop' }));
    assert.deepEqual(conversation.asking(user('two')), [user('one'), assistant('first'), user('two')]);
    assert.deepEqual(conversation.messages, [user('one'), assistant('first')]);
  });

  it('puts instructions first, replaces them and removes them', () => {
    const history = [
      system('Be brief.'),
      { role: 'developer', content: 'In verse.' } as const,
      user('a'),
      assistant('b'),
    ];
    const conversation = new Conversation(history);
    assert.isTrue(conversation.hasInstructions);
    assert.deepEqual(conversation.messages, history);
    conversation.instruct('Be long.');
    assert.deepEqual(conversation.asking(user('c')), [system('Be long.'), user('a'), assistant('b'), user('c')]);
    conversation.instruct('');
    assert.isFalse(conversation.hasInstructions);
    assert.deepEqual(conversation.messages, [user('a'), assistant('b')]);
  });

  it('takes a history of instructions alone for instructions', () => {
    assert.isTrue(new Conversation([system('Be brief.')]).hasInstructions);
    assert.isFalse(new Conversation().hasInstructions);
  });

  it('forgets everything but the instructions', () => {
    const conversation = new Conversation([system('Be brief.'), user('a'), assistant('b')]);
    conversation.clear();
    assert.deepEqual(conversation.messages, [system('Be brief.')]);
  });

  it('does not keep a turn that the service blocked: it would block the next request too', () => {
    const conversation = new Conversation();
    assert.isFalse(conversation.add(user('a'), { ...EMPTY, text: 'b', finishReason: 'content-filter' }));
    assert.deepEqual(conversation.messages, []);
  });

  it('keeps the text of an answer that was cut, and nothing without text', () => {
    const conversation = new Conversation();
    const blocks = [{ wire: 'anthropic', value: { type: 'thinking' } }];
    const toolCalls = [{ id: '1', name: 'f', arguments: '{' }];
    assert.isFalse(conversation.addPart(user('a'), { ...EMPTY, reasoning: 'Hm', blocks, toolCalls }));
    assert.deepEqual(conversation.messages, []);
    assert.isTrue(conversation.addPart(user('a'), { ...EMPTY, text: 'half', blocks, toolCalls }));
    assert.deepEqual(conversation.messages, [user('a'), assistant('half')]);
  });

  it('does not send tool calls back that nobody answers', () => {
    const toolCalls = [{ id: '1', name: 'f', arguments: '{}' }];
    const withText = new Conversation();
    withText.add(user('a'), { ...EMPTY, text: 'Let me look.', toolCalls });
    assert.deepEqual(withText.messages, [user('a'), { role: 'assistant', content: 'Let me look.', toolCalls }]);
    assert.deepEqual(withText.asking(user('b')), [user('a'), assistant('Let me look.'), user('b')]);
    const withoutText = new Conversation();
    withoutText.add(user('a'), { ...EMPTY, toolCalls });
    assert.deepEqual(withoutText.asking(user('b')), [user('a'), user('b')]);
  });

  it('keeps the blocks of a whole answer, which the next request needs', () => {
    const blocks = [{ wire: 'anthropic', value: { type: 'thinking', signature: 'x' } }];
    const conversation = new Conversation();
    conversation.add(user('a'), { ...EMPTY, text: 'b', blocks });
    assert.deepInclude(conversation.messages[1], { role: 'assistant', content: 'b', blocks });
  });
});
