import { type Gate, gateOf } from '../../rx/Gate.ts';

/** A response is identified by the gate of its consumer, which an encoder can find from its own subscriber. */
const sent = new WeakSet<Gate>();

/** Whether the response that a subscriber feeds has sent its status. If so, a failure has to be reported in the text. */
export function isStatusSent(subscriber: unknown): boolean {
  const gate = gateOf(subscriber);
  return gate !== undefined && sent.has(gate);
}

export function markStatusSent(gate: Gate): void {
  sent.add(gate);
}
