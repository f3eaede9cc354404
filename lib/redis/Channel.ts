import { Subscription } from 'rxjs';
import { unlessRefused, untilAnswered } from './untilAnswered.ts';
import { type Message, readMessage } from './Message.ts';
import { countHere } from './readersHere.ts';

/** What a channel reports to its listeners. */
export interface ChannelListener {
  /** Messages are delivered from now on. */
  readonly subscribed: () => void;
  readonly message: (message: Message) => void;
  /** The subscription failed. */
  readonly failed: (error: unknown) => void;
}

/** How to listen to a channel, and how long to try. */
export interface ChannelOptions {
  readonly name: string;
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<() => void>;
  readonly limitMs: number;
  /** Nobody listens any more, and the channel is unsubscribed. */
  readonly onUnused: () => void;
}

/**
 * One channel of Redis. It is subscribed once for all listeners in this process, and for as long as there is one. It is not subscribed
 * again before it has been unsubscribed: a client may support only one listener per channel.
 */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #listeners = new Set<ChannelListener>();
  #unsubscribe: (() => void) | undefined;
  /** A subscription in progress. The client may be waiting for its connection, so it is not asked again in the meantime. */
  #pending: Promise<void> | undefined;
  /** Who is waiting for it. */
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

  /** Runs until the state of the subscription is the wanted one. */
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
      // If all of them have left, others may have come.
      if (asker.closed) return;
      for (const listener of this.#take()) listener.failed(error);
      return;
    }
    for (const listener of this.#listeners) listener.subscribed();
  }

  /** It may come too late for those who wanted it; then it is undone. */
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
    // The signature promises nothing, but many clients return a promise.
    await unsubscribe();
  } catch {
    // The connection is gone, and the subscription with it.
  }
}
