// A log of answers in Redis, over the client that you have.

export { redisLog } from './redisLog.ts';
export type { RedisLogOptions } from './RedisLogOptions.ts';
