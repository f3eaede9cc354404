/** Who listens to one channel in this process. */
interface Listening {
  /** How many read there, through whichever log. */
  readers: number;
  /** How many logs have subscribed it. */
  logs: number;
}

/**
 * Of all logs of this process together: Redis counts connections, and two logs may share one. Two servers that have an answer of the same id
 * count as one; then it is read for longer than it would have to be.
 */
const channels = new Map<string, Listening>();

/** Notes that readers or logs have come to a channel, or have left it. */
export function countHere(channel: string, { readers = 0, logs = 0 }: Partial<Listening>): void {
  const listening = channels.get(channel) ?? { readers: 0, logs: 0 };
  listening.readers += readers;
  listening.logs += logs;
  if (listening.readers === 0 && listening.logs === 0) channels.delete(channel);
  else channels.set(channel, listening);
}

/**
 * How many read an answer, if Redis says that so many connections have heard of it: those of this process, which are known, and at least one
 * behind each of the other connections.
 */
export function readersOf(channel: string, connections: number): number {
  const { readers, logs } = channels.get(channel) ?? { readers: 0, logs: 0 };
  return readers + Math.max(connections - logs, 0);
}
