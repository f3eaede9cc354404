import type { Gate } from '../../lib/rx/Gate.ts';

/** Counts the valves at a gate. */
export function watchGate(gate: Gate): () => number {
  let attached = 0;
  const attach = gate.attach.bind(gate);
  gate.attach = (valve) => {
    attached++;
    const detach = attach(valve);
    return () => {
      attached--;
      detach();
    };
  };
  return () => attached;
}
