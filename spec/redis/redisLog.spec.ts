import { redisLog } from '../../lib/redis/index.ts';
import { answerLogContract } from '../../lib/testing/index.ts';
import { clientsOf } from '../support/redisClients.ts';
import { startRedis } from '../support/startRedis.ts';
describe('redisLog', () => {
  for (const c of ['node-redis', 'ioredis'] as const) describe(c, () => {
    let redis: any; let clients: any;
    before(async () => { redis = await startRedis(); clients = await clientsOf[c](redis.port); });
    after(async () => { clients.close(); await redis.close(); });
    for (const { name, run } of answerLogContract(() => redisLog({...clients.use, leaseMs: 1000}), {leaseMs: 1000})) it(name, run);
  });
});
