import { bodyBytes } from './bodyBytes.ts';

/** Discards an answer that is no longer wanted. A late error still needs a listener. */
export function discard(body: unknown): void {
  bodyBytes(body)
    .subscribe({ error: () => undefined })
    .unsubscribe();
}
