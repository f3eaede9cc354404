import { assert, expect } from 'chai';
import { map, of } from 'rxjs';
import type { Chunk } from '../../../lib/index.ts';
import { wholeAnswer, type WholeAnswerOptions } from '../../../lib/server/gateway/wholeAnswer.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

const start: Chunk = { type: 'start' };
const finish = (reason: string, choice = 0): Chunk => ({ type: 'finish', choice, reason }) as Chunk;

interface Completion {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly { readonly message: Record<string, unknown>; readonly finish_reason: string }[];
}

const write = (chunks: readonly Chunk[], options: WholeAnswerOptions = {}): Completion =>
  JSON.parse(drain(of(...chunks).pipe(wholeAnswer(options))).join('')) as Completion;

const call = (index: number): Chunk => ({ type: 'tool-call', choice: 0, index, name: 'now', arguments: '{}' });

describe('wholeAnswer', () => {
  it('says everything once, at the completion', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source = cold<Chunk>('-s-f--|', { s: start, f: finish('stop') });
      const ends = source.pipe(
        wholeAnswer(),
        map((json) => json.endsWith('"finish_reason":"stop"}]}')),
      );
      expectObservable(ends).toBe('------(j|)', { j: true });
    });
  });

  it('says reasoning, a refusal, calls and sources', () => {
    const chunks: Chunk[] = [
      start,
      { type: 'reasoning', choice: 0, text: 'Hm' },
      { type: 'refusal', choice: 0, text: 'No' },
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'now', arguments: '' },
      { type: 'source', choice: 0, url: 'https://example.org' },
      finish('tool-calls'),
    ];
    assert.deepEqual(write(chunks, { reasoningField: 'reasoning' }).choices[0]?.message, {
      role: 'assistant',
      content: null,
      refusal: 'No',
      reasoning: 'Hm',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'now', arguments: '{}' } }],
      annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.org' } }],
    });
  });

  it('invents what is missing: the id of the answer, a model, ids of calls', () => {
    const { id, model, choices } = write([call(0), call(1), finish('tool-calls')]);
    assert.match(id, /^chatcmpl-[0-9a-f]{24}$/);
    assert.equal(model, 'unknown');
    const calls = choices[0]?.message['tool_calls'] as readonly { readonly id: string }[];
    assert.equal(new Set(calls.map((entry) => entry.id)).size, 2);
    for (const entry of calls) assert.match(entry.id, /^call_[0-9a-f]{24}$/);
  });

  it('fails where the answer is not whole', () => {
    assert.throws(() => write([]), 'empty');
    assert.throws(() => write([start, { type: 'text', choice: 0, text: 'Hi' }]), 'incomplete');
    const half: Chunk[] = [finish('stop'), { type: 'text', choice: 1, text: 'Hi' }];
    expect(() => write(half)).to.throw('incomplete');
  });
});
