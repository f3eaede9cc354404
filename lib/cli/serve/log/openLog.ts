import type { AnswerLog } from '../../../relay/AnswerLog.ts';
import { memoryLog } from '../../../relay/memoryLog.ts';
import { redisLog } from '../../../redis/redisLog.ts';
import { connectRedis } from './connectRedis.ts';

/** A log, and how to close it. */
export interface OpenedLog {
  readonly log: AnswerLog;
  readonly close: () => void;
}

/**
 * The log that `--log` names, if any.
 *
 * @param tell called once for each outage of Redis
 */
export async function openLog(
  place: string | undefined,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (message: string) => void },
): Promise<OpenedLog | undefined> {
  if (place === undefined) return undefined;
  if (place === 'memory') return { log: memoryLog(), close: () => undefined };
  const { commands, close } = await connectRedis(place, { signal, tell });
  return { log: redisLog(commands), close };
}
