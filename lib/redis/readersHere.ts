/** The listeners to one channel in this process. */
interface Listening {
  /** The number of readers, through any log. */
  readers: number;
  /** The number of logs that have subscribed to it. */
  logs: number;
}

/**
 * For all logs of this process together: Redis counts connections, and two logs may share one. Two servers that have an answer with the
 * same id count as one; the answer then counts as read for longer than necessary.
 */
const channels = new Map<string, Listening>();

/** Records that readers or logs have joined or left a channel. */
export function countHere(channel: string, { readers = 0, logs = 0 }: Partial<Listening>): void {
  const listening = channels.get(channel) ?? { readers: 0, logs: 0 };
  listening.readers += readers;
  listening.logs += logs;
  if (listening.readers === 0 && listening.logs === 0) channels.delete(channel);
  else channels.set(channel, listening);
}

/**
 * The number of readers of an answer, given the number of connections that Redis reports: those of this process, which are known, and at
 * least one for each of the other connections.
 */
export function readersOf(channel: string, connections: number): number {
  const { readers, logs } = channels.get(channel) ?? { readers: 0, logs: 0 };
  return readers + Math.max(connections - logs, 0);
}
