import { Subscriber } from 'rxjs';
import { consumersOf } from './consumersOf.ts';

/** Something that can be paused: a socket, a clock. */
export interface Valve {
  pause(): void;
  resume(): void;
}

/** The same symbol in every copy of the package: an answer of one copy may be read by the adapter of another. */
const gateKey: unique symbol = Symbol.for('rxllm.gate');

/**
 * One consumer's request to pause, and the valves of the sources that feed it.
 *
 * RxJS pushes; it has no way to say "wait". A consumer that reads at its own pace (an async iterator) therefore subscribes with
 * a `GateSubscriber`, and a source that can pause (an HTTP body) looks for that gate from its own end. It follows the path that
 * every value takes: each operator's subscriber holds the next one in `destination`. So the gate is found through all operators
 * that pass values on synchronously, whenever they subscribe (`map`, `retry`, `concatMap`, `switchMap` …), and is rightly not
 * found where one source feeds several consumers (`share`).
 *
 * `destination` is internal to RxJS: see `consumersOf`. If it is missing, no gate is found, values are buffered, and nothing breaks.
 */
export class Gate {
  readonly #valves = new Set<Valve>();
  #paused = false;

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const valve of this.#valves) valve.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const valve of this.#valves) {
      // A source that resumes may deliver so much that the consumer pauses again.
      if (this.#paused) return;
      valve.resume();
    }
  }

  /** Connects a source to this gate, and returns how to disconnect it. While the gate is shut, the source starts paused. */
  attach(valve: Valve): () => void {
    this.#valves.add(valve);
    if (this.#paused) valve.pause();
    return () => void this.#valves.delete(valve);
  }
}

/** A consumer that may ask its sources to wait. */
export abstract class GateSubscriber<T> extends Subscriber<T> {
  readonly [gateKey]: Gate = new Gate();

  protected get gate(): Gate {
    return this[gateKey];
  }
}

/** The gate of the consumer that this subscriber feeds, if it has one. */
export function gateOf(subscriber: unknown): Gate | undefined {
  for (const consumer of consumersOf(subscriber)) {
    const gate = (consumer as { readonly [gateKey]?: Gate })[gateKey];
    if (gate) return gate;
  }
  return undefined;
}
