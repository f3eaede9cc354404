import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { fromResult } from '../../lib/rx/fromResult.ts';
import { errorOf } from '../support/outcome.ts';

const broken = (): never => {
  throw new Error('thrown');
};

describe('fromResult', () => {
  it('emits what the function returns in the same tick, for each subscription', () => {
    let count = 0;
    const heard: unknown[] = [];
    const result$ = fromResult(() => ++count);
    for (let i = 0; i < 2; i++) {
      result$.subscribe({ next: (value) => heard.push(value), complete: () => heard.push('complete') });
    }
    assert.deepEqual(heard, [1, 'complete', 2, 'complete']);
  });

  it('emits what a promise of any library resolves to', async () => {
    assert.equal(await firstValueFrom(fromResult(async () => 'a')), 'a');
    // oxlint-disable-next-line unicorn/no-thenable -- promises of other libraries
    const thenable = { then: (resolve: (value: string) => void) => resolve('b') };
    assert.equal(await firstValueFrom(fromResult(() => thenable as unknown as PromiseLike<string>)), 'b');
  });

  it('raises what is thrown, and what a promise rejects with', async () => {
    assert.propertyVal(await errorOf(fromResult(broken)), 'message', 'thrown');
    assert.propertyVal(await errorOf(fromResult(async () => broken())), 'message', 'thrown');
  });

  it('says nothing to who has left, not even an error', async () => {
    const heard: unknown[] = [];
    const never = (value: unknown): void => void heard.push(value);
    fromResult(async () => 'a')
      .subscribe({ next: never, complete: () => never('complete') })
      .unsubscribe();
    fromResult(() => Promise.reject(new Error('late')))
      .subscribe({ error: never })
      .unsubscribe();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(heard, []);
  });
});
