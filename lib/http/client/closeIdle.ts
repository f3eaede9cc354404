import type { Agent } from 'node:http';

/** Closes the idle connections of an agent. */
export function closeIdle({ freeSockets }: Agent): void {
  for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}
