import type { Source, ToolCall } from '../../../index.ts';
import { element } from './dom/element.ts';
import { GrowingText } from './dom/GrowingText.ts';
import { MarkdownView } from './markdown/MarkdownView.ts';
import type { Turn } from './Turn.ts';

/** What a reader can do with an answer that has ended. */
export interface TurnActions {
  readonly askAgain: () => void;
}

const WHY_SHORT: Readonly<Record<string, string>> = {
  length: 'The answer ends here because it reached the token limit.',
  'content-filter': 'A filter of the model service ended the answer here.',
  pause: 'The model service paused here.',
};

/** One question and its answer on the page. */
export class TurnView {
  readonly root: HTMLElement;
  readonly #answer = element('div', { class: 'answer' });
  readonly #heading = element('h3', { class: 'hidden', text: 'Answer' });
  readonly #waiting = element('p', { class: 'waiting', 'aria-hidden': 'true' }, dot(), dot(), dot());
  readonly #summary = element('summary', { text: 'Reasoning' });
  readonly #reasoning: HTMLDetailsElement;
  readonly #thoughts: GrowingText;
  readonly #text: HTMLElement;
  readonly #words: MarkdownView;
  readonly #calls = element('ul', { class: 'calls', 'aria-label': 'Tool calls' });
  readonly #sources = element('ol', { class: 'sources', 'aria-label': 'Sources' });
  readonly #note = element('p', { class: 'note' });
  readonly #failure = element('div', { class: 'failure' });
  readonly #again = element('button', { type: 'button', class: 'quiet', text: 'Ask again' });
  readonly #copy = element('button', { type: 'button', class: 'quiet copy', text: 'Copy' });
  readonly #meta = element('span', { class: 'meta' });
  readonly #foot = element('p', { class: 'foot' }, this.#again, this.#copy, this.#meta);
  #turn: Turn;

  constructor(turn: Turn, { askAgain }: TurnActions) {
    this.#turn = turn;
    const thoughts = element('div', { class: 'thoughts', dir: 'auto' });
    this.#thoughts = new GrowingText(thoughts);
    this.#reasoning = element('details', { class: 'reasoning' }, this.#summary, thoughts);
    this.#text = element('div', { class: 'text', dir: 'auto' });
    this.#words = new MarkdownView(this.#text);
    this.root = element(
      'section',
      { class: 'turn' },
      element('h2', { class: 'hidden', text: 'You' }),
      element('p', { class: 'prompt', dir: 'auto', text: turn.prompt }),
      this.#answer,
    );
    this.#again.addEventListener('click', askAgain);
    this.#copy.addEventListener('click', () => void this.#copyText());
    this.show(turn);
  }

  show(turn: Turn): void {
    this.#turn = turn;
    const { answer, state, failure } = turn;
    const isOpen = state === 'open';
    const text = answer.text + answer.refusal;
    const note = noteOf(turn);
    const calls = isOpen ? [] : answer.toolCalls;
    const sources = isOpen ? [] : answer.sources;
    this.root.dataset['state'] = state;
    this.#answer.setAttribute('aria-busy', String(isOpen));
    setText(this.#summary, isOpen && text === '' ? 'Thinking …' : 'Reasoning');
    this.#thoughts.show(answer.reasoning);
    this.#words.show(text);
    this.#calls.replaceChildren(...calls.map(toCallItem));
    this.#sources.replaceChildren(...sources.map(toSourceItem));
    setText(this.#note, note);
    if (failure !== undefined) this.#showFailure(failure);
    this.#again.hidden = state === 'done';
    this.#copy.hidden = text === '' || !('clipboard' in navigator);
    setText(this.#meta, metaOf(turn));
    arrange(this.#answer, [
      [this.#heading, true],
      [this.#reasoning, answer.reasoning !== ''],
      [this.#text, text !== ''],
      [this.#waiting, isOpen && text === ''],
      [this.#calls, calls.length > 0],
      [this.#sources, sources.length > 0],
      [this.#note, note !== ''],
      [this.#failure, failure !== undefined],
      [this.#foot, !isOpen],
    ]);
  }

  #showFailure({ what, advice }: NonNullable<Turn['failure']>): void {
    this.#failure.replaceChildren(
      element('strong', { text: what }),
      ...(advice === '' ? [] : [element('p', { text: advice })]),
    );
  }

  async #copyText(): Promise<void> {
    const { answer } = this.#turn;
    await navigator.clipboard.writeText(answer.text + answer.refusal);
    this.#copy.textContent = 'Copied';
    setTimeout(() => (this.#copy.textContent = 'Copy'), 2000);
  }
}

const dot = (): HTMLElement => element('span');

/** Called once for each change, since a screen reader announces each. */
function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

/** Shows exactly these parts, in order. Parts that are already there are not moved: they may have the focus, or be open. */
function arrange(root: HTMLElement, parts: readonly (readonly [HTMLElement, boolean])[]): void {
  let last: HTMLElement | undefined;
  for (const [part, isThere] of parts) {
    if (!isThere) {
      part.remove();
      continue;
    }
    if (part.parentNode !== root) {
      if (last === undefined) root.prepend(part);
      else last.after(part);
    }
    last = part;
  }
}

function noteOf({ state, answer: { finishReason = 'unknown' } }: Turn): string {
  if (state === 'stopped') return 'You stopped the answer.';
  if (state === 'cut') return 'You left the page before this answer was complete.';
  return state === 'done' ? (WHY_SHORT[finishReason] ?? '') : '';
}

function metaOf({ answer: { model, usage } }: Turn): string {
  const tokens = usage?.completionTokens;
  return [model, tokens === undefined ? undefined : `${tokens} ${tokens === 1 ? 'token' : 'tokens'}`]
    .filter((part) => part)
    .join(' · ');
}

const toCallItem = ({ name, arguments: json }: ToolCall): HTMLElement =>
  element('li', { text: 'The model asks for ' }, element('code', { text: `${name}(${json})` }));

function toSourceItem({ url, title, quote, id }: Source): HTMLElement {
  const label = title || url || id || quote || 'a source';
  // A model may cite anything: only web addresses become links.
  if (url === undefined || !/^https?:\/\//i.test(url)) return element('li', { text: label });
  return element('li', {}, element('a', { href: url, rel: 'noopener noreferrer', target: '_blank', text: label }));
}
