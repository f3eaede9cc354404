import { type Gate, gateOf } from '../../rx/Gate.ts';

/** A response is known by the gate of whoever reads for it, which an encoder finds from its own end. */
const sent = new WeakSet<Gate>();

/** Has the response that a subscriber feeds given its status? Then a failure has to be told in its text. */
export function isStatusSent(subscriber: unknown): boolean {
  const gate = gateOf(subscriber);
  return gate !== undefined && sent.has(gate);
}

export function markStatusSent(gate: Gate): void {
  sent.add(gate);
}
