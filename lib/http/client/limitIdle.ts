import type { IncomingMessage } from 'node:http';

/** The server's clock starts earlier than ours. */
const MARGIN_MS = 1_000;
/** The longest that a timer of Node's can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * After this answer its connection idles for no longer than the server's hint says. Node's agent reads the hint only if it has a limit of
 * its own, and if the hint begins with it.
 */
export function limitIdle({ headers, socket }: IncomingMessage): void {
  const seconds = /\btimeout=(\d+)/i.exec(String(headers['keep-alive']))?.[1];
  if (seconds === undefined) return;
  // 0 would mean no limit. If the agent has given the connection to the next request at once, the limit has no effect.
  const limitMs = Math.max(1, Number(seconds) * 1_000 - MARGIN_MS);
  socket.once('free', () => {
    if (limitMs < (socket.timeout || LONGEST_MS)) socket.setTimeout(limitMs);
  });
}
