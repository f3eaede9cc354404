import { assert } from 'chai';
import type { Message } from '../../../lib/index.ts';
import { chatMessageToWire } from '../../../lib/wires/openaiChat/chatMessageToWire.ts';

/** A message in the wire's words, and what there was no place for. */
function map(message: Message): readonly [wire: unknown, unsupported: readonly string[]] {
  const unsupported: string[] = [];
  const wire = chatMessageToWire(message, 'messages/3', (path, reason) => void unsupported.push(`${path}: ${reason}`));
  return [JSON.parse(JSON.stringify(wire)), unsupported];
}

describe('chatMessageToWire', () => {
  const pdf = 'data:application/pdf;base64,JVBERi0=';

  it('sends a file that is in the message', () => {
    assert.deepEqual(
      map({
        role: 'user',
        content: [
          { type: 'file', url: pdf, name: 'a.pdf' },
          { type: 'file', url: pdf },
        ],
      }),
      [
        {
          role: 'user',
          content: [
            { type: 'file', file: { filename: 'a.pdf', file_data: pdf } },
            { type: 'file', file: { file_data: pdf } },
          ],
        },
        [],
      ],
    );
  });

  it('has no place for a file that is on the web', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'file', url: 'https://a.example/a.pdf' },
    ] as const;
    assert.deepEqual(map({ role: 'user', content }), [
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
      ['messages/3/content/1/url: a file must be a data: URL'],
    ]);
  });

  it("sends a tool's result in parts", () => {
    assert.deepEqual(map({ role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: 'x' }], isError: true }), [
      { role: 'tool', tool_call_id: 'a', content: [{ type: 'text', text: 'x' }] },
      [],
    ]);
  });

  it('sends the last block of this wire as the message itself, and ignores those of others', () => {
    const value = { role: 'assistant', content: 'own', reasoning_content: 'r' };
    const blocks = [
      { wire: 'openai-chat', value: { role: 'assistant', content: 'older' } },
      { wire: 'openai-chat', value },
      { wire: 'gemini', value: { parts: [] } },
    ];
    assert.deepEqual(
      map({ role: 'assistant', content: 'c', toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }], blocks }),
      [value, []],
    );
    assert.deepEqual(map({ role: 'assistant', content: 'c', blocks: blocks.slice(2) }), [
      { role: 'assistant', content: 'c' },
      [],
    ]);
  });

  it('sends an assistant that said nothing', () => {
    for (const content of [undefined, null, '']) {
      assert.deepEqual(map({ role: 'assistant', content }), [{ role: 'assistant', content: '' }, []]);
    }
  });

  it('sends no member of its own', () => {
    assert.deepEqual(map({ role: 'system', content: 'x', id: 7 } as Message), [{ role: 'system', content: 'x' }, []]);
  });
});
