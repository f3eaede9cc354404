// A log of answers in Redis, using a client of your own.

export { redisLog } from './redisLog.ts';
export type { RedisLogOptions } from './RedisLogOptions.ts';
