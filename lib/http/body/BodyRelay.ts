import type { Subscriber } from 'rxjs';
import { gateOf, GateSubscriber } from '../../rx/Gate.ts';

/** How much of a body that no longer matters is read, to keep its connection. */
const MAX_REST_BYTES = 64 * 1024;
/** How long that may take. */
const MAX_REST_MS = 250;

/**
 * Passes a body on to its single reader, and outlives the reader if the rest only has to be read and dropped.
 *
 * It is not added to its destination: unsubscribing closes the socket, unless the body was released before.
 */
export class BodyRelay extends GateSubscriber<Uint8Array> {
  readonly #isReleased: () => boolean;
  readonly #closeSocket: () => void;
  readonly #detach: (() => void) | undefined;
  #ended = false;
  #hasReader = true;
  #restBytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(destination: Subscriber<Uint8Array>, isReleased: () => boolean, closeSocket: () => void) {
    super(destination);
    destination.remove(this);
    this.add(() => clearTimeout(this.#timer));
    this.#isReleased = isReleased;
    this.#closeSocket = closeSocket;
    this.#detach = gateOf(destination)?.attach({ pause: () => this.gate.pause(), resume: () => this.gate.resume() });
    destination.add(() => this.#loseReader());
  }

  override next(bytes: Uint8Array): void {
    if (this.#hasReader) super.next(bytes);
    else if ((this.#restBytes += bytes.length) > MAX_REST_BYTES) this.#close();
  }

  protected override _complete(): void {
    this.#ended = true;
    if (this.#hasReader) super._complete();
    this.unsubscribe();
  }

  protected override _error(error: unknown): void {
    this.#ended = true;
    if (this.#hasReader) super._error(error);
    this.unsubscribe();
  }

  #loseReader(): void {
    this.#hasReader = false;
    this.#detach?.();
    if (this.#ended) return;
    if (!this.#isReleased()) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#close(), MAX_REST_MS);
    this.#timer.unref?.();
    this.gate.resume();
  }

  /** The socket first: a body whose reader was cancelled before may keep it, in some runtimes. */
  #close(): void {
    this.#closeSocket();
    this.unsubscribe();
  }
}
