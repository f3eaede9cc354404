import type { Agent } from 'node:http';

/** Closes the connections of an agent that no answer uses. */
export function closeIdle({ freeSockets }: Agent): void {
  for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}
