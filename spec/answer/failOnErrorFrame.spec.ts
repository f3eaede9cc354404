import { assert } from 'chai';
import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { of } from 'rxjs';
import { ProviderError } from '../../lib/index.ts';
import { failOnErrorFrame } from '../../lib/answer/failOnErrorFrame.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

describe('failOnErrorFrame', () => {
  it('raises a frame that carries an error, and unsubscribes the source', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot<Either<string, unknown>>('-a-x-a-|', {
        a: right({ choices: [] }),
        x: right({ error: { message: 'no', code: 'invalid_api_key' } }),
      });
      const subs = '      ^--!    ';
      const expected = '  -a-#    ';

      expectObservable(source.pipe(failOnErrorFrame())).toBe(
        expected,
        { a: right({ choices: [] }) },
        new ProviderError({ kind: 'auth', code: 'invalid_api_key', inBand: true, detail: 'no', retryable: false }),
      );
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('raises it whatever the error is, beside whatever', () => {
    for (const error of ['text', '', 0, 5, false, true, {}, [], { message: 'm' }]) {
      assert.throws(() => drain(of(right({ choices: [], error })).pipe(failOnErrorFrame())), ProviderError);
    }
  });

  it('passes on malformed frames, other frames, and an error that is null', () => {
    const frames: Either<string, unknown>[] = [
      left('bad'),
      right({ error: null }),
      right({ error: undefined }),
      right({}),
      right(5),
      right(null),
    ];
    assert.deepEqual(drain(of(...frames).pipe(failOnErrorFrame())), frames);
    assert.deepEqual(drain(of(right([{ error: 1 }])).pipe(failOnErrorFrame())), [right([{ error: 1 }])]);
  });
});
