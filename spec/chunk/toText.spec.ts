import type { Chunk } from '../../lib/index.ts';
import { toText } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

const chunks: Record<string, Chunk> = {
  s: { type: 'start', id: 'x1' },
  a: { type: 'text', choice: 0, text: 'A' },
  b: { type: 'text', choice: 1, text: 'B' },
  r: { type: 'reasoning', choice: 0, text: 'R' },
  n: { type: 'refusal', choice: 0, text: 'N' },
  t: { type: 'tool-call', choice: 0, index: 0, arguments: 'T' },
  u: { type: 'usage', totalTokens: 1 },
  f: { type: 'finish', choice: 0, reason: 'stop' },
};

describe('toText', () => {
  it('keeps the text of the first choice, piece by piece', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-s-a-b-r-n-t-a-u-f-|', chunks);
      const subs = '      ^------------------!';
      const expected = '  ---A---------A-----|';

      expectObservable(source.pipe(toText())).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('keeps the text of the choice that is asked for', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-s-a-b-a-b-f-|', chunks);
      const expected = '  -----B---B---|';

      expectObservable(source.pipe(toText(1))).toBe(expected);
    });
  });

  it('passes an error on', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-a-#', chunks);
      const expected = '  -A-#';

      expectObservable(source.pipe(toText())).toBe(expected);
    });
  });
});
