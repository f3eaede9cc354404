import { assert } from 'chai';
import * as fc from 'fast-check';
import { from, map, range } from 'rxjs';
import { accumulate, type Answer, type Chunk } from '../../lib/index.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

const nothing: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };

describe('accumulate', () => {
  it('gives the answer so far after each chunk', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot<Chunk>('-s-h-l-u-f-|', {
        s: { type: 'start', id: 'x1', model: 'm' },
        h: { type: 'text', choice: 0, text: 'Hel' },
        l: { type: 'text', choice: 0, text: 'lo' },
        u: { type: 'usage', promptTokens: 3, totalTokens: 5 },
        f: { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
      });
      const subs = '             ^----------!';
      const expected = '         -s-h-l-u-f-|';

      const begun = { ...nothing, id: 'x1', model: 'm' };
      const usage = { promptTokens: 3, totalTokens: 5 };
      expectObservable(chunks.pipe(accumulate())).toBe(expected, {
        s: begun,
        h: { ...begun, text: 'Hel' },
        l: { ...begun, text: 'Hello' },
        u: { ...begun, text: 'Hello', usage },
        f: { ...begun, text: 'Hello', usage, finishReason: 'stop' },
      });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('passes an error on behind the answer so far', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot<Chunk>('-h-#', { h: { type: 'text', choice: 0, text: 'Hel' } });
      const expected = '         -h-#';

      expectObservable(chunks.pipe(accumulate())).toBe(expected, { h: { ...nothing, text: 'Hel' } });
    });
  });

  it('puts each kind of content together', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'reasoning', choice: 0, text: 'because ' },
        { type: 'reasoning', choice: 0, text: 'so' },
        { type: 'text', choice: 0, text: 'yes' },
        { type: 'refusal', choice: 0, text: 'no, ' },
        { type: 'refusal', choice: 0, text: 'sorry' },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(answers.at(-1), { ...nothing, text: 'yes', reasoning: 'because so', refusal: 'no, sorry' });
  });

  it('puts tool calls together, by their index', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'g', arguments: '' },
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '{"x"' },
        { type: 'tool-call', choice: 0, index: 1, arguments: '[]' },
        { type: 'tool-call', choice: 0, index: 0, arguments: ':1}' },
        { type: 'tool-call', choice: 0, index: 10, arguments: '7' },
        { type: 'tool-call', choice: 0, index: 2, name: 'late', arguments: '' },
        { type: 'tool-call', choice: 0, index: 2, id: 'later', arguments: '' },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(answers[0]?.toolCalls, [{ id: 'b', name: 'g', arguments: '' }]);
    assert.deepEqual(answers[1]?.toolCalls, [
      { id: 'a', name: 'f', arguments: '{"x"' },
      { id: 'b', name: 'g', arguments: '' },
    ]);
    assert.deepEqual(answers.at(-1)?.toolCalls, [
      { id: 'a', name: 'f', arguments: '{"x":1}' },
      { id: 'b', name: 'g', arguments: '[]' },
      { id: 'later', name: 'late', arguments: '' },
      { id: 'call_rxllm_2', name: '', arguments: '7' },
    ]);
  });

  it('puts tool calls together in whatever order their pieces come, and keeps each answer as it was', () => {
    const pieces = fc.array(fc.record({ index: fc.nat(6), text: fc.string({ maxLength: 2 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, (called) => {
        const chunks = called.map(({ index, text }): Chunk => ({
          type: 'tool-call',
          choice: 0,
          index,
          id: `${index}`,
          arguments: text,
        }));
        const answers = drain(from(chunks).pipe(accumulate()));
        for (const [i, { toolCalls }] of answers.entries()) {
          const texts: string[] = [];
          for (const { index, text } of called.slice(0, i + 1)) texts[index] = (texts[index] ?? '') + text;
          const expected = Object.entries(texts).map(([index, text]) => ({ id: index, name: '', arguments: text }));
          assert.deepEqual(toolCalls, expected);
        }
      }),
    );
  });

  it('puts sources and blocks together, each list a new one only where it grew', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'source', choice: 0, url: 'https://a.example', title: 'A' },
        { type: 'text', choice: 0, text: 'Hi' },
        { type: 'source', choice: 0, id: 'file-1', quote: 'words' },
        { type: 'block', choice: 0, wire: 'w', value: { a: 1 } },
        { type: 'activity', choice: 0, id: '1', name: 'web_search', state: 'started' },
        { type: 'block', choice: 1, wire: 'w', value: { b: 1 } },
        { type: 'source', choice: 1, url: 'https://b.example' },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(answers.at(-1), {
      ...nothing,
      text: 'Hi',
      sources: [
        { url: 'https://a.example', title: 'A' },
        { id: 'file-1', quote: 'words' },
      ],
      blocks: [{ wire: 'w', value: { a: 1 } }],
    });
    assert.deepEqual(answers[0]?.sources, [{ url: 'https://a.example', title: 'A' }]);
    assert.strictEqual(answers[1]?.sources, answers[0]?.sources);
    assert.strictEqual(answers.at(-1)?.sources, answers[2]?.sources);
  });

  it('merges usage member by member, the last word wins', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'usage', promptTokens: 3, completionTokens: 1 },
        { type: 'usage', completionTokens: 2, totalTokens: 5 },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(answers.at(-1)?.usage, { promptTokens: 3, completionTokens: 2, totalTokens: 5 });
  });

  it('gives a call without arguments the empty object once its choice has ended', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '' },
        { type: 'finish', choice: 1, reason: 'stop' },
        { type: 'finish', choice: 0, reason: 'tool-calls' },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(
      answers.map(({ toolCalls }) => toolCalls[0]?.arguments),
      ['', '', '{}'],
    );
  });

  it('puts another choice together where it is asked for', () => {
    const chunks: Chunk[] = [
      { type: 'start', id: 'x1' },
      { type: 'text', choice: 0, text: 'a' },
      { type: 'text', choice: 1, text: 'b' },
      { type: 'finish', choice: 1, reason: 'length' },
    ];
    assert.deepEqual(drain(from(chunks).pipe(accumulate({ choice: 1 }))).at(-1), {
      ...nothing,
      id: 'x1',
      text: 'b',
      finishReason: 'length',
    });
  });

  it('looks at choice 0 alone, and says what it knows of other chunks too', () => {
    const answers = drain(
      from<Chunk[]>([
        { type: 'text', choice: 1, text: 'other' },
        { type: 'tool-call', choice: 1, index: 0, id: 'a', arguments: '{}' },
        { type: 'finish', choice: 1, reason: 'length' },
      ]).pipe(accumulate()),
    );
    assert.deepEqual(answers, [nothing, nothing, nothing]);
  });

  it('never changes an answer that it gave', () => {
    const frozen: string[] = [];
    const given: Answer[] = [];
    from<Chunk[]>([
      { type: 'start', id: 'x1' },
      { type: 'text', choice: 0, text: 'a' },
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '1' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '2' },
      { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'g', arguments: '3' },
      { type: 'usage', totalTokens: 1 },
      { type: 'usage', totalTokens: 2 },
      { type: 'finish', choice: 0, reason: 'stop' },
    ])
      .pipe(accumulate())
      .subscribe((answer) => {
        given.push(answer);
        frozen.push(JSON.stringify(answer));
      });
    assert.deepEqual(
      given.map((answer) => JSON.stringify(answer)),
      frozen,
    );
    assert.equal(new Set(given).size, 8);
  });

  it('gives what did not change as the same object, and what did as another', () => {
    const [one, other, grown, said, used, ended] = drain(
      from<Chunk[]>([
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '1' },
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'g', arguments: '2' },
        { type: 'tool-call', choice: 0, index: 1, arguments: '3' },
        { type: 'text', choice: 0, text: 'a' },
        { type: 'usage', totalTokens: 1 },
        { type: 'finish', choice: 0, reason: 'stop' },
      ]).pipe(accumulate()),
    );
    assert.notStrictEqual(other?.toolCalls, one?.toolCalls);
    assert.strictEqual(other?.toolCalls[0], one?.toolCalls[0]);
    assert.notStrictEqual(grown?.toolCalls, other?.toolCalls);
    assert.notStrictEqual(grown?.toolCalls[1], other?.toolCalls[1]);
    for (const later of [said, used, ended]) assert.strictEqual(later?.toolCalls, grown?.toolCalls);
    assert.deepEqual(used?.usage, { totalTokens: 1 });
    assert.strictEqual(ended?.usage, used?.usage);
  });

  it('costs what the answer is long, in many pieces', () => {
    const pieces = 200_000;
    let last: Answer | undefined;
    range(0, pieces)
      .pipe(
        map((i): Chunk =>
          i % 2 === 0
            ? { type: 'text', choice: 0, text: 'piece by piece ' }
            : { type: 'tool-call', choice: 0, index: 0, arguments: 'piece by piece ' },
        ),
        accumulate(),
      )
      .subscribe((answer) => (last = answer));
    assert.lengthOf(last?.text ?? '', (pieces / 2) * 15);
    assert.lengthOf(last?.toolCalls[0]?.arguments ?? '', (pieces / 2) * 15);
  });
});
