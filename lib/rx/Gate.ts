import { Subscriber } from 'rxjs';
import { consumersOf } from './consumersOf.ts';

/** Something that can stand still: a socket, a clock. */
export interface Valve {
  pause(): void;
  resume(): void;
}

/** The same symbol in every copy of the package: an answer of one copy may be read by the adapter of another. */
const gateKey: unique symbol = Symbol.for('rxllm.gate');

/**
 * The wish of one consumer to wait, and the valves of the sources that feed it.
 *
 * RxJS pushes; it has no word for "wait". A consumer that reads at its own pace (an async iterator) therefore subscribes with
 * a `GateSubscriber`, and a source that can stand still (an HTTP body) looks for that gate from its own end. The way between
 * them is the one that every value takes: each operator's subscriber holds the next one in `destination`. So the gate is found
 * behind any operators that pass values on at once, whenever they subscribe (`map`, `retry`, `concatMap`, `switchMap` …), and
 * is rightly lost where one source feeds several consumers (`share`).
 *
 * That is an internal of RxJS: see `consumersOf`. Where it is missing, the gate is lost, values are buffered, and nothing breaks.
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
      // One that opens may deliver so much that the consumer wants to wait again.
      if (this.#paused) return;
      valve.resume();
    }
  }

  /** Lets a source follow this gate; returns how to let go. A source that comes while the gate is shut starts paused. */
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

/** The gate of the consumer behind this subscriber, if it has one. */
export function gateOf(subscriber: unknown): Gate | undefined {
  for (const consumer of consumersOf(subscriber)) {
    const gate = (consumer as { readonly [gateKey]?: Gate })[gateKey];
    if (gate) return gate;
  }
  return undefined;
}
