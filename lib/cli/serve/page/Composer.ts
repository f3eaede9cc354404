/** What the reader wants. */
export interface ComposerEvents {
  readonly onAsk: (prompt: string) => void;
  readonly onStop: () => void;
}

/** Where questions are written, sent and stopped. */
export class Composer {
  readonly #prompt: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #events: ComposerEvents;

  constructor(form: HTMLFormElement, events: ComposerEvents) {
    this.#events = events;
    this.#prompt = form.querySelector('textarea') as HTMLTextAreaElement;
    this.#send = form.querySelector('#send') as HTMLButtonElement;
    this.#stop = form.querySelector('#stop') as HTMLButtonElement;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.#prompt.addEventListener('input', () => this.#fit());
    this.#prompt.addEventListener('keydown', (event) => this.#onKey(event));
    this.#stop.addEventListener('click', () => events.onStop());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) events.onStop();
    });
    // What was typed before the page was ready, or came back with a reload.
    this.#fit();
  }

  set isAnswering(isAnswering: boolean) {
    const hadFocus = document.activeElement === this.#stop;
    this.#stop.hidden = !isAnswering;
    if (hadFocus && !isAnswering) this.focus();
  }

  focus(): void {
    this.#prompt.focus();
  }

  /** Enter sends. While an input method composes a word, Enter is its own. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#ask();
  }

  #ask(): void {
    const prompt = this.#prompt.value.trim();
    if (prompt === '') return;
    this.#prompt.value = '';
    this.#fit();
    this.#events.onAsk(prompt);
  }

  /** As high as its text, up to what the style sheet allows. */
  #fit(): void {
    const { style } = this.#prompt;
    style.height = 'auto';
    style.height = `${this.#prompt.scrollHeight}px`;
    this.#send.disabled = this.#prompt.value.trim() === '';
  }
}
