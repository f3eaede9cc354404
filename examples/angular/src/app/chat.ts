import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { fromEvent, merge, type Observable, Subject, switchMap, takeUntil, tap } from 'rxjs';
import { type AnswerState, type Message, toMessage, withState } from 'rxllm';
import { CHAT_SOURCE } from './chat-source';

/** A conversation: words appear as they come, a new prompt or the button stops the answer, and so does leaving the page. */
@Component({
  selector: 'app-chat',
  template: `
    <h1>Chat</h1>
    <ol>
      @for (message of history(); track $index) {
        <li class="text">{{ message.role }}: {{ message.content }}</li>
      }
    </ol>
    @if (latest(); as latest) {
      <p aria-live="polite">
        @switch (latest.state) {
          @case ('waiting') {
            <em>The model is thinking.</em>
          }
          @case ('answering') {
            <span class="text" data-testid="answer">assistant: {{ latest.answer.text }}</span>
          }
          @case ('failed') {
            <span class="text">{{ latest.answer.text }}</span>
            <strong role="alert">No answer: {{ latest.error }}</strong>
          }
        }
      </p>
    }
    <form (submit)="$event.preventDefault(); ask(prompt.value); prompt.value = ''">
      <input #prompt aria-label="Prompt" placeholder="Ask something" />
      <button type="submit">Ask</button>
      <button type="button" [disabled]="!isBusy()" (click)="stops.next()">Stop</button>
    </form>
  `,
})
export class Chat {
  readonly #source = inject(CHAT_SOURCE);
  readonly #prompts = new Subject<string>();
  protected readonly stops = new Subject<void>();
  protected readonly history = signal<readonly Message[]>([]);
  /** `toSignal` subscribes once, and unsubscribes with the component. */
  protected readonly latest = toSignal(this.#prompts.pipe(switchMap((content) => this.#answer(content))));
  protected readonly isBusy = computed(() => ['waiting', 'answering'].includes(this.latest()?.state ?? ''));

  protected ask(content: string): void {
    if (content.trim() !== '') this.#prompts.next(content);
  }

  #answer(content: string): Observable<AnswerState> {
    this.history.update((messages) => [...messages, { role: 'user', content }]);
    return this.#source.stream({ messages: this.history() }).pipe(
      // Closes the connection; what had come stays, as an answer that is done. A page that is left lives on in the browser's cache.
      takeUntil(merge(this.stops, fromEvent(window, 'pagehide'))),
      withState(),
      tap(({ answer, state }) => {
        if (state === 'done') this.history.update((messages) => [...messages, toMessage(answer)]);
      }),
    );
  }
}
