import { assert } from 'chai';
import { onAbort } from '../../lib/rx/onAbort.ts';
import { watchedController } from '../support/watchSignal.ts';

describe('onAbort', () => {
  it('acts for all who wait, with one listener for all of them', () => {
    const { controller, listeners, added } = watchedController();
    const acted: number[] = [];
    for (let i = 0; i < 200; i++) onAbort(controller.signal, () => acted.push(i));
    assert.deepEqual([listeners(), added()], [1, 1]);
    controller.abort();
    assert.deepEqual(
      acted,
      Array.from({ length: 200 }, (_, i) => i),
    );
  });

  it('leaves the listener there for those who still wait, and not longer', () => {
    const { controller, listeners } = watchedController();
    const acted: string[] = [];
    const stopA = onAbort(controller.signal, () => acted.push('a'));
    const stopB = onAbort(controller.signal, () => acted.push('b'));
    stopA();
    stopA();
    assert.equal(listeners(), 1);
    stopB();
    assert.equal(listeners(), 0);
    const stopC = onAbort(controller.signal, () => acted.push('c'));
    assert.equal(listeners(), 1);
    controller.abort();
    assert.deepEqual(acted, ['c']);
    stopC();
    assert.equal(listeners(), 0);
  });

  it('lets those who wait stop each other and themselves as they act', () => {
    const controller = new AbortController();
    const acted: string[] = [];
    const stops: (() => void)[] = [];
    for (const name of ['a', 'b', 'c']) {
      const act = (): void => {
        acted.push(name);
        for (const stop of stops) stop();
      };
      stops.push(onAbort(controller.signal, act));
    }
    controller.abort();
    assert.equal(acted[0], 'a');
  });

  it('keeps the signals apart', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const acted: string[] = [];
    onAbort(one.signal, () => acted.push('one'));
    onAbort(other.signal, () => acted.push('other'));
    other.abort();
    assert.deepEqual(acted, ['other']);
  });
});
