import { assert } from 'chai';
import { concatMap, delay, from, of } from 'rxjs';
import { readersOf } from '../../lib/redis/readersHere.ts';
import { redisLog } from '../../lib/redis/index.ts';
import { type AnswerLog, memoryLog, resumeAnswer, startAnswer } from '../../lib/relay/index.ts';
import { at, text } from '../relay/chunks.ts';
import { record } from '../relay/record.ts';
import { describeWithRedis } from '../support/describeWithRedis.ts';
import { clientsOf, type RedisClients } from '../support/redisClients.ts';
import { type RedisServer, startRedis } from '../support/startRedis.ts';

const ANSWERS = 1000;
const WORDS = Array.from({ length: 10 }, (_, i) => `${i} `);

describe('A thousand answers at once', () => {
  it('go through a memoryLog, and leave no timer', async () => {
    const before = await timers();
    await answerAll(memoryLog());
    assert.isAtMost(await timers(), before);
  });

  describeWithRedis('through Redis', () => {
    let redis: RedisServer;
    let clients: RedisClients;
    before(async () => {
      redis = await startRedis();
      clients = await clientsOf['node-redis'](redis.port);
    });
    after(async () => {
      clients.close();
      await redis.close();
    });

    const channels = (): Promise<unknown> => clients.use.send(['PUBSUB', 'CHANNELS', 'rxllm:*']);

    it('are all whole, and leave no timer, no channel and no connection', async function () {
      this.timeout(60_000);
      const before = await timers();
      await answerAll(redisLog(clients.use));
      while (((await channels()) as readonly unknown[]).length > 0) await new Promise(setImmediate);
      assert.isAtMost(await timers(), before);
      for (let i = 0; i < ANSWERS; i++) assert.equal(readersOf(`rxllm:{${i}}:c`, 0), 0);
      // Ours for commands and ours for messages.
      const list = String(await clients.use.send(['CLIENT', 'LIST']));
      assert.lengthOf(list.trim().split('\n'), 2);
    });

    it('that are left in the middle leave nothing either', async () => {
      const before = await timers();
      const log = redisLog(clients.use);
      const answers = Array.from({ length: 100 }, (_, i) => {
        const answer$ = from(WORDS).pipe(concatMap((word) => of(text(word)).pipe(delay(20))));
        return record(startAnswer(log, `left ${i}`, answer$, { whenUnread: 'stop' }));
      });
      for (const answer of answers) await answer.has(2);
      for (const { subscription } of answers) subscription.unsubscribe();
      while (((await channels()) as readonly unknown[]).length > 0) await new Promise(setImmediate);
      assert.isAtMost(await timers(), before);
      assert.deepInclude(await record(resumeAnswer(log, 'left 0')).error(), { reason: 'nobody reads it' });
    });
  });
});

/** Asks for all of them, each with a second reader, and compares every word. */
async function answerAll(log: AnswerLog): Promise<void> {
  const answer$ = from(WORDS).pipe(concatMap((word) => of(text(word)).pipe(delay(20))));
  const answers = Array.from({ length: ANSWERS }, (_, i) => record(startAnswer(log, `${i}`, answer$)));
  await Promise.all(answers.map((answer) => answer.has(1)));
  const others = answers.map((_, i) => record(resumeAnswer(log, `${i}`)));
  const expected = at(1, ...WORDS);
  for (const reader of [...answers, ...others]) assert.deepEqual(await reader.all(), expected);
}

async function timers(): Promise<number> {
  // By then mocha has set its own.
  await new Promise(setImmediate);
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
