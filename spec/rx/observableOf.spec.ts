import { assert } from 'chai';
import { firstValueFrom, of, toArray } from 'rxjs';
import { observableOf } from '../../lib/rx/observableOf.ts';
import { drain } from '../support/drain.ts';
import { errorOf } from '../support/outcome.ts';

describe('observableOf', () => {
  it('hands an Observable on', () => {
    const source = of(1);
    assert.strictEqual(observableOf(source), source);
  });

  it('gives the entries of an array, and the characters of a text, at once', () => {
    assert.deepEqual(drain(observableOf([1, 2])), [1, 2]);
    assert.deepEqual(drain(observableOf('ab')), ['a', 'b']);
  });

  it('gives what is promised, and what is yielded but not what is returned', async () => {
    assert.equal(await firstValueFrom(observableOf(Promise.resolve(1))), 1);
    assert.deepEqual(await firstValueFrom(observableOf(count()).pipe(toArray())), [1, 2]);
  });

  it('fails as the input does', async () => {
    assert.equal((await errorOf(observableOf(failing()))).message, 'lost');
    assert.throws(() => observableOf(null as never), TypeError, 'null');
  });
});

async function* count(): AsyncGenerator<number, number> {
  yield 1;
  yield 2;
  return 3;
}

// oxlint-disable-next-line require-yield -- it fails before
async function* failing(): AsyncGenerator<number> {
  throw new Error('lost');
}
