import { bodyBytes } from './bodyBytes.ts';

/** An answer that nobody waits for any more; its late error has to find a listener. */
export function discard(body: unknown): void {
  bodyBytes(body)
    .subscribe({ error: () => undefined })
    .unsubscribe();
}
