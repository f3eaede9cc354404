import { assert } from 'chai';
import { concatMap, delay, from, NEVER, of, ReplaySubject } from 'rxjs';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { redisLog } from '../../lib/redis/index.ts';
import { type AnswerLog, type Positioned, resumeAnswer, startAnswer } from '../../lib/relay/index.ts';
import { at, text } from '../relay/chunks.ts';
import { record, type Recording } from '../relay/record.ts';
import { describeWithRedis } from '../support/describeWithRedis.ts';
import { clientsOf, type RedisClients } from '../support/redisClients.ts';
import { type Relay, startRelay } from '../support/startRelay.ts';
import { type RedisOptions, type RedisServer, startRedis } from '../support/startRedis.ts';

const LEASE_MS = 1500;
const WORDS = Array.from({ length: 60 }, (_, i) => `word ${i + 1} `);

const logOf = ({ use }: RedisClients): AnswerLog => redisLog({ ...use, leaseMs: LEASE_MS });

/** Every few milliseconds a word. */
const answer$ = from(WORDS).pipe(concatMap((word) => of(text(word)).pipe(delay(8))));

for (const client of ['node-redis', 'ioredis'] as const) {
  describeWithRedis(`A network between redisLog, over ${client}, and Redis`, () => {
    let redis: RedisServer;
    let proxy: Relay;
    let broken: RedisClients;
    let sound: RedisClients;
    let id = '';

    before(async () => (redis = await startRedis()));
    beforeEach(async () => {
      id = crypto.randomUUID();
      proxy = await startRelay(redis.port);
      broken = await clientsOf[client](proxy.port);
      sound = await clientsOf[client](redis.port);
    });
    afterEach(async () => {
      broken.close();
      sound.close();
      await proxy.close();
    });
    after(() => redis.close());

    it('swallows replies and breaks: each position is written once, and read once', async () => {
      const [own, other] = [record(startAnswer(logOf(broken), id, answer$)), await joined(logOf(sound), id)];
      for (let i = 1; i <= 4; i++) {
        await other.has(i * 10);
        proxy.swallowReplies();
        await sleep(20);
        proxy.kill();
      }
      for (const reader of [own, other]) assert.deepEqual(await reader.all(), at(1, ...WORDS));
      assert.deepEqual(await record(resumeAnswer(logOf(sound), id)).all(), at(1, ...WORDS));
    });

    it('breaks again and again for the readers', async () => {
      const written = record(startAnswer(logOf(sound), id, answer$));
      const readers = [await joined(logOf(broken), id), record(resumeAnswer(logOf(broken), id, { after: 7 }))];
      for (let i = 1; i <= 5; i++) {
        await written.has(i * 10);
        proxy.kill();
      }
      await written.all();
      assert.deepEqual(await readers[0]?.all(), at(1, ...WORDS));
      assert.deepEqual(await readers[1]?.all(), at(1, ...WORDS).slice(7));
    });

    it('swallows the reply to the creation: the answer is still its own', async () => {
      const log = logOf(broken);
      proxy.swallowReplies();
      const own = record(startAnswer(log, id, answer$));
      await sleep(50);
      proxy.kill();
      assert.deepEqual(await own.all(), at(1, ...WORDS));
    });

    it('swallows every reply for good: everybody has an end, and the model is left', async () => {
      const source = new ReplaySubject<Chunk>();
      const own = record(startAnswer(logOf(broken), id, source));
      const other = await joined(logOf(sound), id);
      source.next(text('a'));
      await Promise.all([own.has(1), other.has(1)]);
      const quietAt = performance.now();
      proxy.swallowReplies();
      source.next(text('b'));
      assert.propertyVal(await own.error(), 'name', 'IncompleteAnswerError');
      assert.propertyVal(await other.error(), 'name', 'IncompleteAnswerError');
      assert.isAtMost(performance.now() - quietAt, 1.5 * LEASE_MS);
      while (source.observed) await sleep(5);
    });
  });

  for (const [how, options] of [
    ['that writes to disk', { aof: true }],
    ['that forgets', { aof: false }],
  ] as const) {
    describeWithRedis(`A Redis ${how}, under redisLog over ${client}`, () => {
      let redis: RedisServer;
      let clients: RedisClients;
      let log: AnswerLog;

      beforeEach(async () => {
        redis = await startRedis(options satisfies RedisOptions);
        clients = await clientsOf[client](redis.port);
        log = redisLog({ ...clients.use, leaseMs: LEASE_MS });
      });
      afterEach(async () => {
        clients.close();
        await redis.close();
      });

      it(`is killed and started again: ${options.aof ? 'nothing is lost' : 'everybody has an end soon'}`, async () => {
        const source = new ReplaySubject<Chunk>();
        const [own, other] = [record(startAnswer(log, 'id', source)), await joined(log, 'id')];
        for (const piece of ['a', 'b', 'c']) source.next(text(piece));
        await Promise.all([own.has(3), other.has(3)]);
        await redis.kill();
        const killedAt = performance.now();
        source.next(text('d'));
        await redis.restart();
        source.next(text('e'));
        if (options.aof) source.complete();
        for (const reader of [own, other]) {
          if (options.aof) assert.deepEqual(await reader.all(), at(1, 'a', 'b', 'c', 'd', 'e'));
          else {
            assert.deepInclude(await reader.error(), {
              name: 'IncompleteAnswerError',
              reason: 'lost',
              retryable: true,
            });
            // What was on its way when Redis came back may have been told, though nothing holds it.
            assert.deepEqual(reader.values, at(1, 'a', 'b', 'c', 'd', 'e').slice(0, reader.values.length));
            assert.isAtLeast(reader.values.length, 3);
          }
        }
        assert.isAtMost(performance.now() - killedAt, 1.5 * LEASE_MS);
        if (options.aof) {
          assert.deepEqual(await record(resumeAnswer(log, 'id', { after: 2 })).all(), at(3, 'c', 'd', 'e'));
        }
        while (source.observed) await sleep(5);
      });

      if (options.aof) return;

      it('is killed for good: everybody has an end, and the model is left', async () => {
        const source = new ReplaySubject<Chunk>();
        const [own, other] = [record(startAnswer(log, 'id', source)), await joined(log, 'id')];
        source.next(text('a'));
        await Promise.all([own.has(1), other.has(1)]);
        await redis.kill();
        const killedAt = performance.now();
        source.next(text('b'));
        for (const reader of [own, other]) {
          assert.propertyVal(await reader.error(), 'name', 'IncompleteAnswerError');
          assert.deepEqual(reader.values, at(1, 'a'));
        }
        assert.isAtMost(performance.now() - killedAt, 1.5 * LEASE_MS);
        while (source.observed) await sleep(5);
      });

      it('is not there: who reads and who asks has an error', async () => {
        await redis.kill();
        const startedAt = performance.now();
        const reading = record(resumeAnswer(log, 'id'));
        const starting = record(startAnswer(log, 'id', NEVER));
        assert.deepInclude(await reading.error(), { name: 'IncompleteAnswerError', reason: 'lost' });
        assert.deepInclude(await starting.error(), { name: 'ConnectionError', retryable: true });
        assert.isAtMost(performance.now() - startedAt, 1.5 * LEASE_MS);
      });

      it('is emptied: everybody has an end at the next word', async () => {
        const source = new ReplaySubject<Chunk>();
        const [own, other] = [record(startAnswer(log, 'id', source)), await joined(log, 'id')];
        source.next(text('a'));
        await Promise.all([own.has(1), other.has(1)]);
        await clients.use.send(['FLUSHALL']);
        source.next(text('b'));
        for (const reader of [own, other]) assert.deepInclude(await reader.error(), { reason: 'lost' });
        while (source.observed) await sleep(5);
      });

      it('is emptied while the model is silent: everybody has an end by the next sign of life', async () => {
        const source = new ReplaySubject<Chunk>();
        const [own, other] = [record(startAnswer(log, 'id', source)), await joined(log, 'id')];
        source.next(text('a'));
        await Promise.all([own.has(1), other.has(1)]);
        await clients.use.send(['FLUSHALL']);
        for (const reader of [own, other]) assert.deepInclude(await reader.error(), { reason: 'lost' });
        while (source.observed) await sleep(5);
      });
    });
  }
}

describeWithRedis('A Redis that was restored from an older state', () => {
  it('gives an error for the hole, and never skips it', async () => {
    const redis = await startRedis();
    const clients = await clientsOf['node-redis'](redis.port);
    try {
      const log = redisLog({ ...clients.use, leaseMs: LEASE_MS });
      await log.create('id');
      await log.append('id', 1, ['Ta', 'Tb']);
      const live = record(resumeAnswer(log, 'id'));
      await live.has(2);
      await log.append('id', 3, ['Tc']);
      await log.append('id', 4, ['Td']);
      await clients.use.send(['XDEL', 'rxllm:{id}', '3-0']);
      await log.append('id', 5, ['Te']);
      await log.seal('id', { type: 'complete' });
      assert.deepEqual(await live.all(), at(1, 'a', 'b', 'c', 'd', 'e'), 'who was there has it whole');
      const late = record(resumeAnswer(log, 'id'));
      assert.deepInclude(await late.error(), { reason: 'lost' });
      assert.deepEqual(late.values, at(1, 'a', 'b'));
      assert.deepEqual(await record(resumeAnswer(log, 'id', { after: 3 })).all(), at(4, 'd', 'e'));
    } finally {
      clients.close();
      await redis.close();
    }
  });
});

/** Reads an answer that is about to be there. */
async function joined(log: AnswerLog, id: string): Promise<Recording<Positioned>> {
  for (;;) {
    const isThere = await log.touch(id).then(
      () => true,
      () => false,
    );
    if (isThere) return record(resumeAnswer(log, id));
    await sleep(2);
  }
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
