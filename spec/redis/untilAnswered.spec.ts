import { assert } from 'chai';
import { Subscription } from 'rxjs';
import { unlessRefused, untilAnswered } from '../../lib/redis/untilAnswered.ts';

const refused = (message: string): (() => Promise<never>) => rejecting(new Error(message));
const rejecting = (error: unknown) => (): Promise<never> => Promise.reject(error);

/** Fails so often, then answers. */
function flaky(failures: number, fail: () => Promise<never>): { readonly ask: () => Promise<string>; tries: number } {
  const state = {
    tries: 0,
    ask: () => unlessRefused(() => (++state.tries <= failures ? fail() : Promise.resolve('PONG'))),
  };
  return state;
}

const limitMs = 2000;

describe('untilAnswered', () => {
  it('gives the reply', async () => {
    assert.equal(await untilAnswered(() => Promise.resolve('PONG'), { limitMs }), 'PONG');
  });

  const noAnswers: readonly unknown[] = [
    new Error('Socket closed unexpectedly'),
    new Error('connect ECONNREFUSED 127.0.0.1:6379'),
    new Error('Connection is closed.'),
    new Error('LOADING Redis is loading the dataset in memory'),
    new Error('READONLY You can’t write against a read only replica.'),
    new Error("OOM command not allowed when used memory > 'maxmemory'."),
    new Error('CLUSTERDOWN The cluster is down'),
    new Error(''),
    'a text',
    undefined,
  ];
  for (const error of noAnswers) {
    it(`asks again after ${String(error) || 'an error without words'}`, async () => {
      const { ask } = flaky(2, rejecting(error));
      assert.equal(await untilAnswered(ask, { limitMs }), 'PONG');
    });
  }

  for (const message of [
    'ERR unknown command',
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'NOAUTH Authentication required.',
    'NOPERM this user has no permissions',
  ]) {
    it(`takes "${message}" for an answer`, async () => {
      const state = flaky(1, refused(message));
      const error: unknown = await untilAnswered(state.ask, { limitMs }).catch((reason: unknown) => reason);
      assert.propertyVal(error, 'message', message);
      assert.equal(state.tries, 1);
    });
  }

  it('asks again where no reply comes', async () => {
    let tries = 0;
    const ask = (): Promise<string> => (++tries === 1 ? new Promise(() => undefined) : Promise.resolve('PONG'));
    assert.equal(await untilAnswered(ask, { limitMs: 60 }), 'PONG');
    assert.equal(tries, 2);
  });

  it('asks once where a client waits for its connection, and takes the reply however late it is in its time', async () => {
    let tries = 0;
    const ask = (): Promise<string> => {
      tries++;
      return new Promise((resolve) => setTimeout(() => resolve('PONG'), 100));
    };
    assert.equal(await untilAnswered(ask, { limitMs, tries: 1 }), 'PONG');
    assert.equal(tries, 1);
  });

  it('gives up when the time is over, by an error that holds nothing of the command', async () => {
    const secret = Object.assign(new Error('lost'), {
      code: 'ECONNRESET',
      command: { args: ['a word of the answer'] },
    });
    const ask = (): Promise<never> => unlessRefused(rejecting(secret));
    const error: unknown = await untilAnswered(ask, { limitMs: 50 }).catch((reason: unknown) => reason);
    assert.deepInclude(error, { name: 'ConnectionError', code: 'ECONNRESET', retryable: true });
    assert.notInclude(JSON.stringify((error as Error).cause), 'word');
  });

  it('passes on what is thrown by our own code', async () => {
    const own = new TypeError('no list');
    const error: unknown = await untilAnswered(rejecting(own), { limitMs }).catch((reason: unknown) => reason);
    assert.strictEqual(error, own);
  });

  describe('leaves no timer when the asker leaves', () => {
    it('while a reply is due', async () => {
      const asker = new Subscription();
      const asked = untilAnswered(() => new Promise<never>(() => undefined), { limitMs: 60_000, asker });
      await left(asker, asked);
    });

    it('between two tries', async () => {
      const asker = new Subscription();
      const asked = untilAnswered(() => unlessRefused(rejecting(undefined)), { limitMs: 60_000, asker });
      await new Promise((resolve) => setTimeout(resolve, 5));
      await left(asker, asked);
    });

    it('before it has asked', async () => {
      const asker = Subscription.EMPTY;
      await left(
        asker,
        untilAnswered(() => new Promise<never>(() => undefined), { limitMs: 60_000, asker }),
      );
    });
  });
});

async function left(asker: Subscription, asked: Promise<unknown>): Promise<void> {
  asker.unsubscribe();
  const error: unknown = await asked.catch((reason: unknown) => reason);
  assert.propertyVal(error, 'name', 'ConnectionError');
}
