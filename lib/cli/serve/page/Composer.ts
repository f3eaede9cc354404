/** The actions of the reader. */
export interface ComposerEvents {
  readonly onAsk: (prompt: string) => void;
  readonly onStop: () => void;
}

/** The form in which questions are written, sent and stopped. */
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
    // The text may have been typed before the page was ready, or restored by a reload.
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

  /** Enter sends, except while an input method composes a word. */
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

  /** Makes it as high as its text, up to the limit in the style sheet. */
  #fit(): void {
    const { style } = this.#prompt;
    style.height = 'auto';
    style.height = `${this.#prompt.scrollHeight}px`;
    this.#send.disabled = this.#prompt.value.trim() === '';
  }
}
