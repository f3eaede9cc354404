import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { lefts } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

describe('lefts', () => {
  it('keeps what failed', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot<Either<string | undefined, number | string>>('-a-x-b-y-|', {
        a: right(1),
        b: right('no'),
        x: left('no'),
        y: left(undefined),
      });
      const subs = '      ^--------!';
      const expected = '  ---x---y-|';

      expectObservable(source.pipe(lefts())).toBe(expected, { x: 'no', y: undefined });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes an error on, which is no left', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-a-#', { a: right(1) });
      const expected = '  ---#';

      expectObservable(source.pipe(lefts())).toBe(expected);
    });
  });
});
