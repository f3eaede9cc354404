import { assert, expect } from 'chai';
import { of } from 'rxjs';
import { toAsyncIterable } from '../../lib/index.ts';
import { redisLog } from '../../lib/redis/index.ts';
import { type AnswerLog, END_ONLY, publishAnswer, resumeAnswer } from '../../lib/relay/index.ts';
import { answerLogContract, answerOf } from '../../lib/testing/index.ts';
import { at } from '../relay/chunks.ts';
import { record } from '../relay/record.ts';
import { describeWithRedis } from '../support/describeWithRedis.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { clientsOf, type RedisClients } from '../support/redisClients.ts';
import { type RedisServer, startRedis } from '../support/startRedis.ts';
import { noteCommands } from './commands.ts';

/** Long enough that a busy machine keeps one and a half of it. */
const LEASE_MS = 1000;

describeWithRedis('redisLog', () => {
  let redis: RedisServer;
  before(async () => (redis = await startRedis()));
  after(() => redis.close());

  for (const name of ['node-redis', 'node-redis, RESP2', 'node-redis, a cluster', 'ioredis'] as const) {
    describe(`over ${name}`, () => {
      let own: RedisServer;
      let clients: RedisClients;
      before(async () => {
        own = name === 'node-redis, a cluster' ? await startRedis({ cluster: true }) : redis;
        clients = await clientsOf[name](own.port);
      });
      after(async () => {
        clients.close();
        if (own !== redis) await own.close();
      });

      const makeLog = (): AnswerLog => redisLog({ ...clients.use, leaseMs: LEASE_MS });
      // They take their time, and no client makes a difference.
      const options = name === 'node-redis' ? { leaseMs: LEASE_MS } : {};

      describe('keeps the contract of logs:', () => {
        for (const { name: title, run } of answerLogContract(makeLog, options)) it(title, run);
      });
    });
  }

  describe('in Redis', () => {
    let clients: RedisClients;
    let send: RedisClients['use']['send'];
    let id = '';
    before(async () => {
      clients = await clientsOf['node-redis'](redis.port);
      ({ send } = clients.use);
    });
    beforeEach(() => (id = crypto.randomUUID()));
    after(() => clients.close());

    const sendAll = (...args: string[]): Promise<unknown> => send(args);

    it('is one stream under one key, with the commands that the documentation names, and no others', async () => {
      const { use, commands, subscribed } = noteCommands(clients);
      const log = redisLog({ ...use, ttlMs: 60_000, keepMs: 2000 });
      const written = answerOf({ id: 'a', text: ['Hel', 'lo'] });
      await outcomeOf(of(...written).pipe(publishAnswer(log, id)));
      const key = `rxllm:{${id}}`;
      expect(await sendAll('XRANGE', key, '-', '+'))
        .to.be.an('array')
        .with.lengthOf(3);
      const [[headerId, [h, header]], batch, end] = (await sendAll('XRANGE', key, '-', '+')) as [
        [string, string[]],
        unknown,
        unknown,
      ];
      assert.deepEqual([headerId, h], ['0-1', 'h']);
      assert.deepInclude(JSON.parse(header ?? ''), { v: 1, lease: 15_000, ttl: 60_000 });
      const frames = ['{"type":"start","id":"a"}', 'THel', 'Tlo', '{"type":"finish","choice":0,"reason":"stop"}'];
      assert.deepEqual(batch, ['4-0', ['n', '4', 'd', JSON.stringify(frames)]]);
      assert.deepEqual(end, ['9007199254740991-0', ['e', '{"type":"complete"}']]);
      assert.isAtMost(Number(await sendAll('PTTL', key)), 2000);
      const used = new Set(commands.map(([command]) => command));
      expect(used).to.include.keys('XADD', 'PEXPIRE', 'PUBLISH', 'XRANGE');
      // On a slow machine the log asks whether its writer is still there.
      assert.includeMembers(['XADD', 'XRANGE', 'XREVRANGE', 'PEXPIRE', 'PTTL', 'PUBLISH'], [...used]);
      for (const [command, second] of commands) assert.equal(second, command === 'PUBLISH' ? `${key}:c` : key);
      assert.deepEqual(subscribed, [`${key}:c`], 'once for the writer and its reader');
      assert.deepEqual(await sendAll('KEYS', `*${id}*`), [key]);
    });

    it('has a prefix of its own, if it is told', async () => {
      const log = redisLog({ ...clients.use, prefix: 'shop' });
      await log.create(id);
      assert.deepEqual(await sendAll('KEYS', `*${id}*`), [`shop:{${id}}`]);
      assert.propertyVal(await errorOf(redisLog({ ...clients.use }).read(id, 0)), 'reason', 'lost');
    });

    it('stays for ttlMs without its writer, and keepMs after its end', async () => {
      const log = redisLog({ ...clients.use, ttlMs: 50_000, keepMs: 20_000 });
      const ttl = async (): Promise<number> => Number(await sendAll('PTTL', `rxllm:{${id}}`));
      await log.create(id);
      expect(await ttl()).to.be.within(45_000, 50_000);
      await sendAll('PEXPIRE', `rxllm:{${id}}`, '30000');
      await log.touch(id);
      expect(await ttl()).to.be.within(45_000, 50_000);
      await log.seal(id, { type: 'complete' });
      expect(await ttl()).to.be.within(15_000, 20_000);
      assert.deepEqual(await log.touch(id), { type: 'complete' });
      expect(await ttl()).to.be.within(15_000, 20_000);
    });

    it('is lost when its time is over', async () => {
      const log = redisLog({ ...clients.use, keepMs: 1 });
      await log.create(id);
      await log.append(id, 1, ['Ta']);
      await log.seal(id, { type: 'complete' });
      while (Number(await sendAll('EXISTS', `rxllm:{${id}}`)) === 1) await new Promise(setImmediate);
      assert.deepInclude(await errorOf(resumeAnswer(log, id)), { name: 'IncompleteAnswerError', reason: 'lost' });
      await log.create(id);
    });

    it('is read in pages', async () => {
      const { use, commands } = noteCommands(clients);
      const log = redisLog(use);
      await log.create(id);
      for (let i = 1; i <= 1200; i++) await log.append(id, i, [`T${i}`]);
      await log.seal(id, { type: 'complete' });
      commands.length = 0;
      const { values } = await outcomeOf(resumeAnswer(log, id));
      assert.lengthOf(values, 1200);
      const pages = commands.filter(([command, , from]) => command === 'XRANGE' && from?.startsWith('('));
      assert.deepEqual(
        pages.map(([, , ...range]) => range),
        // The header is in the first one.
        ['(0-0', '(499-0', '(999-0'].map((from) => [from, '+', 'COUNT', '500']),
      );
    });

    it('sends a reader with its own pace what it takes, and reads no page before it wants one', async () => {
      const { use, commands } = noteCommands(clients);
      const log = redisLog(use);
      await log.create(id);
      for (let i = 1; i <= 1200; i++) await log.append(id, i, [`T${i}`]);
      commands.length = 0;
      const iterator = toAsyncIterable(resumeAnswer(log, id), { highWaterMark: 4 })[Symbol.asyncIterator]();
      assert.deepEqual((await iterator.next()).value, at(1, '1')[0]);
      for (let i = 1201; i <= 1300; i++) await log.append(id, i, [`T${i}`]);
      const reads = (): number => commands.filter(([command]) => command === 'XRANGE').length;
      assert.equal(reads(), 2, 'the header and one page');
      for (let i = 2; i <= 1300; i++) assert.deepEqual((await iterator.next()).value, at(i, `${i}`)[0]);
      assert.isAtMost(reads(), 5);
      await iterator.return?.();
      await log.seal(id, { type: 'complete' });
    });

    it('lives on messages where Redis is so far away that one comes before each reply', async () => {
      const { use, commands } = noteCommands(clients);
      const far: RedisClients['use'] = {
        ...use,
        async send(args) {
          const reply = await use.send(args);
          await new Promise((resolve) => setTimeout(resolve, 60));
          return reply;
        },
      };
      const writer = redisLog(clients.use);
      await writer.create(id);
      const reading = record(resumeAnswer(redisLog(far), id));
      for (let i = 1; i <= 100; i++) {
        await writer.append(id, i, [`T${i}`]);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await reading.has(100);
      const pages = commands.filter(([command, , from]) => command === 'XRANGE' && from?.startsWith('('));
      assert.isAtMost(pages.length, 2);
      await writer.seal(id, { type: 'complete' });
      await reading.all();
    });

    it('counts readers of other processes, and not itself', async () => {
      const others = await clientsOf.ioredis(redis.port);
      const log = redisLog(clients.use);
      const other = redisLog(others.use);
      await log.create(id);
      const writer = log.read(id, END_ONLY).subscribe();
      const reader = record(other.read(id, 0));
      await log.append(id, 1, ['Ta']);
      await reader.has(1);
      // In this process both logs are known. What another one has is a connection that is not.
      assert.deepEqual(await log.append(id, 2, []), { readers: 1 });
      const stranger = await clientsOf['node-redis'](redis.port);
      await stranger.use.subscribe(`rxllm:{${id}}:c`, () => undefined);
      assert.deepEqual(await log.append(id, 2, []), { readers: 2 });
      reader.subscription.unsubscribe();
      stranger.close();
      for (;;) {
        const { readers } = await log.append(id, 2, []);
        if (readers === 0) break;
      }
      writer.unsubscribe();
      others.close();
    });

    it('refuses what another version wrote', async () => {
      await sendAll('XADD', `rxllm:{${id}}`, '0-1', 'h', '{"v":2,"lease":1000,"ttl":60000}');
      assert.deepInclude(await errorOf(resumeAnswer(redisLog(clients.use), id)), { reason: 'lost' });
    });

    it('refuses what it cannot read, and does not hang', async () => {
      const log = redisLog(clients.use);
      const key = `rxllm:{${id}}`;
      await log.create(id);
      const reading = record(resumeAnswer(log, id));
      await log.append(id, 1, ['Ta']);
      await reading.has(1);
      await sendAll('XADD', key, '2-0', 'n', '1', 'd', '{"not":"a list"}');
      await sendAll('PUBLISH', `${key}:c`, '2 1 {"not":"a list"}');
      assert.deepInclude(await reading.error(), { reason: 'lost' });
      assert.deepEqual(reading.values, at(1, 'a'));
      assert.deepInclude(await errorOf(resumeAnswer(log, id)), { reason: 'lost' });
    });

    it('looks at the log where a message says what it does not know', async () => {
      const log = redisLog(clients.use);
      await log.create(id);
      const reading = record(resumeAnswer(log, id));
      await log.append(id, 1, ['Ta']);
      await reading.has(1);
      await sendAll('XADD', `rxllm:{${id}}`, '2-0', 'n', '1', 'd', '["Tb"]');
      await sendAll('PUBLISH', `rxllm:{${id}}:c`, 'a word of a later version');
      await reading.has(2);
      await log.seal(id, { type: 'complete' });
      assert.deepEqual(await reading.all(), at(1, 'a', 'b'));
    });

    it('finds by itself what no message told, and the end too', async () => {
      const log = redisLog({ ...clients.use, leaseMs: 600 });
      await log.create(id);
      const reading = record(resumeAnswer(log, id));
      await log.append(id, 1, ['Ta']);
      await reading.has(1);
      const beat = setInterval(() => void log.touch(id), 100);
      await sendAll('XADD', `rxllm:{${id}}`, '2-0', 'n', '1', 'd', '["Tb"]');
      await reading.has(2);
      await sendAll('XADD', `rxllm:{${id}}`, '9007199254740991-0', 'e', '{"type":"complete"}');
      clearInterval(beat);
      assert.deepEqual(await reading.all(), at(1, 'a', 'b'));
    });

    it('gives a key that was created and never got a time to live one, when it is read', async () => {
      const key = `rxllm:{${id}}`;
      await sendAll('XADD', key, '0-1', 'h', '{"v":1,"lease":500,"ttl":60000}');
      assert.deepInclude(await errorOf(resumeAnswer(redisLog(clients.use), id)), { reason: 'abandoned' });
      assert.isAbove(Number(await sendAll('PTTL', key)), 0);
    });

    it("rejects with Redis's own word where it refuses", async () => {
      await sendAll('SET', `rxllm:{${id}}`, 'a text');
      const error: unknown = await redisLog(clients.use)
        .create(id)
        .catch((reason: unknown) => reason);
      expect(String(error)).to.match(/WRONGTYPE/);
    });
  });

  it('refuses options that it does not know, and values that make no sense', () => {
    const use = { send: () => Promise.resolve(null), subscribe: () => Promise.resolve(() => undefined) };
    assert.throws(() => redisLog({} as never), /options\/send is required/);
    assert.throws(() => redisLog({ ...use, lease: 1 } as never), 'the nearest is "leaseMs"');
    for (const options of [{ leaseMs: 0 }, { ttlMs: 1.5 }, { keepMs: -1 }, { prefix: 1 as never }]) {
      assert.throws(() => redisLog({ ...use, ...options }), /options\/\w+ must be a/);
    }
  });
});
