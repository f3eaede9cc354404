import { assert } from 'chai';
import { concat, of, throwError } from 'rxjs';
import { mapError } from '../../lib/rx/mapError.ts';
import { drain } from '../support/drain.ts';

describe('mapError', () => {
  const failing = concat(
    of('a'),
    throwError(() => 'theirs'),
  );

  it('puts another error in the place of one, behind the values', () => {
    const values: string[] = [];
    let failure: unknown;
    failing.pipe(mapError((error) => `${String(error)}, mine`)).subscribe({
      next: (value) => values.push(value),
      error: (error) => (failure = error),
    });
    assert.deepEqual([values, failure], [['a'], 'theirs, mine']);
  });

  it('asks for none where there is none', () => {
    assert.deepEqual(drain(of('a', 'b').pipe(mapError(() => assert.fail('asked')))), ['a', 'b']);
  });

  it('fails with what the function throws', () => {
    const mine = new Error('mine');
    const thrower = (): never => {
      throw mine;
    };
    assert.throws(() => drain(failing.pipe(mapError(thrower))), mine);
  });
});
