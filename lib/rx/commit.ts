import { consumersOf } from './consumersOf.ts';

/** The same symbol in every copy of the package: a source of one copy may stand in a composition of another. */
export const commitKey: unique symbol = Symbol.for('rxllm.commit');

/**
 * Tells every operator between a source and its consumer that the source has begun what must not be done twice (it runs a tool),
 * although no content says so yet. `failover` and `hedge` then stay with it, and `retryRequest` does not ask again.
 *
 * It goes the way that the gate is found on, and is lost where that is, for example after `share`. An error of the source then says the
 * same by its `contentReceived`, which keeps `retryRequest` from asking again. `failover` and `hedge` go by what they saw.
 */
export function commit(subscriber: unknown): void {
  for (const consumer of consumersOf(subscriber)) (consumer as { [commitKey]?: () => void })[commitKey]?.();
}
