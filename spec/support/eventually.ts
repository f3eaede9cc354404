import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 10_000;

/** Checks until it holds, and fails as the check last did: what a page shows a moment later counts too. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}
