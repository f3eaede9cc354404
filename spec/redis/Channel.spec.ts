import { assert } from 'chai';
import { Channel, type ChannelListener } from '../../lib/redis/Channel.ts';
import { readersOf } from '../../lib/redis/readersHere.ts';

/** A client whose replies come when the test says so. */
class FakeClient {
  readonly log: string[] = [];
  listener: ((message: string) => void) | undefined;
  readonly #replies: ((failure?: Error) => void)[] = [];

  subscribe = (name: string, listener: (message: string) => void): Promise<() => void> => {
    this.log.push(`subscribe ${name}`);
    return new Promise((resolve, reject) =>
      this.#replies.push((failure) => {
        if (failure) return reject(failure);
        this.listener = listener;
        return resolve(() => {
          this.log.push('unsubscribe');
          this.listener = undefined;
          return new Promise<void>((done) => this.#replies.push(() => done())) as never;
        });
      }),
    );
  };

  async reply(failure?: Error): Promise<void> {
    this.#replies.shift()?.(failure);
    await turn();
  }
}

class Listener implements ChannelListener {
  readonly heard: unknown[] = [];
  subscribed = (): void => void this.heard.push('subscribed');
  failed = (error: unknown): void => void this.heard.push((error as Error).name);
  message = (message: unknown): void => void this.heard.push(message);
}

describe('Channel', () => {
  let client: FakeClient;
  let unused = 0;
  let channel: Channel;
  beforeEach(() => {
    client = new FakeClient();
    unused = 0;
    channel = new Channel({
      name: 'c',
      subscribe: client.subscribe,
      limitMs: 80,
      onUnused: () => void unused++,
    });
  });

  it('is subscribed once for all who listen, and as long as somebody does', async () => {
    const [one, other, late] = [new Listener(), new Listener(), new Listener()];
    channel.add(one);
    channel.add(other);
    assert.deepEqual(one.heard, []);
    await client.reply();
    channel.add(late);
    for (const listener of [one, other, late]) assert.deepEqual(listener.heard, ['subscribed']);
    client.listener?.('?');
    channel.remove(one);
    client.listener?.('e');
    assert.deepEqual(one.heard, ['subscribed', 'asking']);
    assert.deepEqual(late.heard, ['subscribed', 'asking', 'changed']);
    channel.remove(other);
    channel.remove(late);
    await client.reply();
    assert.deepEqual(client.log, ['subscribe c', 'unsubscribe']);
    assert.equal(unused, 1);
  });

  it('counts as one log that listens, while it is subscribed', async () => {
    const listener = new Listener();
    channel.add(listener);
    assert.equal(readersOf('c', 1), 1);
    await client.reply();
    assert.equal(readersOf('c', 1), 0);
    channel.remove(listener);
    assert.equal(readersOf('c', 1), 1);
    await client.reply();
  });

  it('is not subscribed again before it was unsubscribed', async () => {
    const [one, other] = [new Listener(), new Listener()];
    channel.add(one);
    await client.reply();
    channel.remove(one);
    channel.add(other);
    await turn();
    assert.deepEqual(client.log, ['subscribe c', 'unsubscribe']);
    await client.reply();
    assert.deepEqual(client.log, ['subscribe c', 'unsubscribe', 'subscribe c']);
    await client.reply();
    assert.deepEqual(other.heard, ['subscribed']);
    assert.equal(unused, 0);
    channel.remove(other);
    await client.reply();
  });

  it('is undone where all have left before it was subscribed, and is in use until then', async () => {
    const listener = new Listener();
    channel.add(listener);
    channel.remove(listener);
    await turn();
    assert.equal(unused, 0);
    await client.reply();
    assert.deepEqual(client.log, ['subscribe c', 'unsubscribe']);
    await client.reply();
    assert.equal(unused, 1);
    assert.deepEqual(listener.heard, []);
  });

  it('serves who comes meanwhile by the subscription that is on its way', async () => {
    const [one, other] = [new Listener(), new Listener()];
    channel.add(one);
    channel.remove(one);
    channel.add(other);
    await turn();
    await client.reply();
    assert.deepEqual(client.log, ['subscribe c']);
    assert.deepEqual(other.heard, ['subscribed']);
    channel.remove(other);
    await client.reply();
  });

  it('tells who waits when it takes too long, and is not lost when it comes after all', async () => {
    const [one, other] = [new Listener(), new Listener()];
    channel.add(one);
    while (one.heard.length === 0) await turn();
    assert.deepEqual(one.heard, ['ConnectionError']);
    channel.add(other);
    await turn();
    assert.deepEqual(client.log, ['subscribe c']);
    await client.reply();
    assert.deepEqual(other.heard, ['subscribed']);
    channel.remove(other);
    await client.reply();
    assert.equal(unused, 1);
  });

  it('is tried again where the connection was lost, and not where Redis refuses', async () => {
    const listener = new Listener();
    channel.add(listener);
    await client.reply(new Error('Socket closed unexpectedly'));
    while (client.log.length < 2) await turn();
    await client.reply(new Error('NOPERM this user has no permissions'));
    assert.deepEqual(client.log, ['subscribe c', 'subscribe c']);
    assert.deepEqual(listener.heard, ['Error']);
    assert.equal(unused, 1);
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
