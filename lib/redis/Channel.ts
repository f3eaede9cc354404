import { Subscription } from 'rxjs';
import { unlessRefused, untilAnswered } from './untilAnswered.ts';
import { type Message, readMessage } from './Message.ts';
import { countHere } from './readersHere.ts';

/** What a channel tells those who listen to it. */
export interface ChannelListener {
  /** Messages come from now on. */
  readonly subscribed: () => void;
  readonly message: (message: Message) => void;
  /** It could not be subscribed. */
  readonly failed: (error: unknown) => void;
}

/** How to listen to a channel, and how long that is tried. */
export interface ChannelOptions {
  readonly name: string;
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<() => void>;
  readonly limitMs: number;
  /** Nobody listens any more, and it is unsubscribed. */
  readonly onUnused: () => void;
}

/**
 * One channel of Redis, subscribed once for all who listen in this process, and as long as somebody does. It is not subscribed again before it
 * was unsubscribed: a client may know only one listener for a channel.
 */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #listeners = new Set<ChannelListener>();
  #unsubscribe: (() => void) | undefined;
  /** A subscription that is on its way. A client may wait for its connection, and is not asked again meanwhile. */
  #pending: Promise<void> | undefined;
  /** Who waits for it. */
  #asker = Subscription.EMPTY;
  #isChanging = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  add(listener: ChannelListener): void {
    this.#listeners.add(listener);
    if (this.#unsubscribe && !this.#isChanging) listener.subscribed();
    else void this.#change();
  }

  remove(listener: ChannelListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#asker.unsubscribe();
    void this.#change();
  }

  /** Goes on until what is subscribed is what is wanted. */
  async #change(): Promise<void> {
    if (this.#isChanging) return;
    this.#isChanging = true;
    while (this.#listeners.size > 0 !== (this.#unsubscribe !== undefined)) {
      if (this.#unsubscribe) await this.#close(this.#unsubscribe);
      else await this.#open();
    }
    this.#isChanging = false;
    if (this.#listeners.size === 0 && this.#pending === undefined) this.#options.onUnused();
  }

  async #open(): Promise<void> {
    const asker = new Subscription();
    this.#asker = asker;
    try {
      await untilAnswered(() => (this.#pending ??= this.#subscribe()), {
        limitMs: this.#options.limitMs,
        tries: 1,
        asker,
      });
    } catch (error) {
      // Where they all had left, others may have come.
      if (asker.closed) return;
      for (const listener of this.#take()) listener.failed(error);
      return;
    }
    for (const listener of this.#listeners) listener.subscribed();
  }

  /** It may be too late for those who wanted it; then it is undone. */
  async #subscribe(): Promise<void> {
    const { name, subscribe } = this.#options;
    try {
      this.#unsubscribe = await unlessRefused(() => subscribe(name, this.#hear));
      countHere(name, { logs: 1 });
    } finally {
      this.#pending = undefined;
      void this.#change();
    }
  }

  readonly #hear = (text: string): void => {
    const message = readMessage(text);
    for (const listener of this.#listeners) listener.message(message);
  };

  async #close(unsubscribe: () => void): Promise<void> {
    this.#unsubscribe = undefined;
    countHere(this.#options.name, { logs: -1 });
    await undo(unsubscribe);
  }

  #take(): readonly ChannelListener[] {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    return listeners;
  }
}

async function undo(unsubscribe: () => unknown): Promise<void> {
  try {
    // Nothing is promised of it, but many clients give a promise.
    await unsubscribe();
  } catch {
    // The connection is gone, and the subscription with it.
  }
}
