import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { rights } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

describe('rights', () => {
  it('keeps what succeeded', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot<Either<string, number | undefined>>('-a-x-b-u-|', {
        a: right(1),
        b: right(0),
        u: right(undefined),
        x: left('no'),
      });
      const subs = '      ^--------!';
      const expected = '  -a---b-u-|';

      expectObservable(source.pipe(rights())).toBe(expected, { a: 1, b: 0, u: undefined });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes an error on', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-x-#', { x: left('no') });
      const expected = '  ---#';

      expectObservable(source.pipe(rights())).toBe(expected);
    });
  });
});
