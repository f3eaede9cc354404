import type { Observable, Subscription } from 'rxjs';
import { type AnswerState, type Chunk, withState } from '../../../index.ts';
import { askAnswer, rereadAnswer } from './askAnswer.ts';
import { inventId } from './inventId.ts';
import type { Settings } from './Settings.ts';
import { toMessages } from './toMessages.ts';
import { toPlainWords } from './toPlainWords.ts';
import { NO_ANSWER, type Turn } from './Turn.ts';

/** Listeners to a conversation. */
export interface ConversationEvents {
  /** A turn is new or has changed. */
  readonly onTurn: (turn: Turn, index: number) => void;
  /** An answer has begun or ended, so what should be saved has changed. */
  readonly onState: () => void;
}

/** The turns so far. The last one may be open: it is being answered. */
export class Conversation {
  readonly #settings: Settings;
  readonly #events: ConversationEvents;
  #turns: readonly Turn[];
  #answering: Subscription | undefined;

  constructor(turns: readonly Turn[], settings: Settings, events: ConversationEvents) {
    this.#turns = turns;
    this.#settings = settings;
    this.#events = events;
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  get isAnswering(): boolean {
    return this.#turns.at(-1)?.state === 'open';
  }

  /** Asks. An answer that is still arriving is stopped. */
  ask(prompt: string, model: string | undefined): void {
    this.stop();
    const messages = toMessages(this.#turns, prompt);
    const turn: Turn = { id: inventId(), prompt, model, answer: NO_ANSWER, state: 'open' };
    this.#turns = [...this.#turns, turn];
    this.#answer(turn, askAnswer({ id: turn.id, model, messages }, this.#settings));
  }

  /** Stops the answer, and with it the model. */
  stop(): void {
    const turn = this.#turns.at(-1);
    if (turn?.state !== 'open') return;
    this.pause();
    if (this.#settings.log)
      void fetch(`/answers/${turn.id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    this.#change({ ...turn, state: 'stopped' });
  }

  /** Stops reading because the page is being left. The answer continues if the server keeps it. */
  pause(): void {
    this.#answering?.unsubscribe();
    this.#answering = undefined;
  }

  /** After a pause: continues reading if answers are kept; otherwise the answer was cut off. */
  resume(): void {
    const turn = this.#turns.at(-1);
    if (turn?.state !== 'open' || this.#answering !== undefined) return;
    if (this.#settings.log) this.#answer(turn, rereadAnswer(turn.id));
    else this.#change({ ...turn, state: 'cut' });
  }

  #answer(turn: Turn, chunk$: Observable<Chunk>): void {
    this.#events.onTurn(turn, this.#turns.length - 1);
    this.#events.onState();
    const subscription = chunk$.pipe(withState()).subscribe((state) => this.#show(state));
    if (this.isAnswering) this.#answering = subscription;
  }

  #show({ answer, state, error }: AnswerState): void {
    const turn = this.#turns.at(-1);
    if (turn === undefined) return;
    // What is read again is at first less than what the page shows, and may remain so.
    const isMore = answer.text.length >= turn.answer.text.length;
    if (state === 'done') this.#change({ ...turn, answer, state: 'done' });
    else if (state === 'failed') this.#fail(isMore ? { ...turn, answer } : turn, error);
    else if (isMore) this.#put({ ...turn, answer });
  }

  #fail(turn: Turn, error: unknown): void {
    const wasStopped = (error as { readonly name?: unknown } | undefined)?.name === 'AbortError';
    // It was stopped elsewhere: in another tab that reads the same answer.
    if (wasStopped) this.#change({ ...turn, state: 'stopped' });
    else this.#change({ ...turn, state: 'failed', failure: toPlainWords(error) });
  }

  /** Replaces the last turn. */
  #put(turn: Turn): void {
    this.#turns = [...this.#turns.slice(0, -1), turn];
    this.#events.onTurn(turn, this.#turns.length - 1);
  }

  /** Ends it. */
  #change(turn: Turn): void {
    this.#answering = undefined;
    this.#put(turn);
    this.#events.onState();
  }
}
