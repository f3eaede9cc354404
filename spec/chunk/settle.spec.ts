import { assert } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { from, NEVER } from 'rxjs';
import { type Answer, type Chunk, settle } from '../../lib/index.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

const chunks: Record<string, Chunk> = {
  h: { type: 'text', choice: 0, text: 'Hel' },
  l: { type: 'text', choice: 0, text: 'lo' },
  c: { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '{"x":' },
  u: { type: 'usage', totalTokens: 5 },
};
const hello: Answer = { text: 'Hello', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };

describe('settle', () => {
  it('gives the whole answer at completion', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-h-l--|   ', chunks);
      const subs = '      ^-----!   ';
      const expected = '  ------(a|)';

      expectObservable(source.pipe(settle())).toBe(expected, { a: right(hello) });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('gives what had come at an error, with the error, and completes', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-h-l-c-u--#   ', chunks, 'lost');
      const subs = '      ^---------!   ';
      const expected = '  ----------(a|)';

      const answer = {
        ...hello,
        toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":' }],
        usage: { totalTokens: 5 },
      };
      expectObservable(source.pipe(settle())).toBe(expected, { a: left({ answer, error: 'lost' }) });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('gives an empty answer of an error before content', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('--#   ', chunks, 'lost');
      const expected = '  --(a|)';

      expectObservable(source.pipe(settle())).toBe(expected, {
        a: left({ answer: { ...hello, text: '' }, error: 'lost' }),
      });
    });
  });

  it('hands on the error itself', () => {
    const mine = new TypeError('mine');
    let settled: unknown;
    runMarbles(({ cold, flush }) => {
      cold('#', chunks, mine)
        .pipe(settle())
        .subscribe((value) => (settled = value));
      flush();
    });
    assert.strictEqual((settled as { readonly left: { readonly error: unknown } }).left.error, mine);
  });

  it('gives an empty answer of no chunks', () => {
    assert.deepEqual(drain(from<Chunk[]>([]).pipe(settle())), [right({ ...hello, text: '' })]);
  });

  it('gives nothing when it is unsubscribed', () => {
    const log: unknown[] = [];
    NEVER.pipe(settle())
      .subscribe({ next: (value) => log.push(value), complete: () => log.push('complete') })
      .unsubscribe();
    assert.isEmpty(log);
  });
});
