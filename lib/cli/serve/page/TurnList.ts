import type { Turn } from './Turn.ts';
import { TurnView } from './TurnView.ts';

/** A reader who is this close to the end of the page still follows the answer. */
const FOLLOWS_PX = 120;

/** The conversation on the page. It is drawn at most once a frame, however fast text arrives. */
export class TurnList {
  readonly #root: HTMLElement;
  readonly #askAgain: (turn: Turn) => void;
  readonly #views = new Map<number, TurnView>();
  readonly #due = new Map<number, Turn>();
  #frame: number | undefined;

  constructor(root: HTMLElement, askAgain: (turn: Turn) => void) {
    this.#root = root;
    this.#askAgain = askAgain;
  }

  /** A new turn appears at once, and is scrolled into view. */
  show(turn: Turn, index: number): void {
    const isNew = !this.#views.has(index);
    this.#due.set(index, turn);
    if (isNew) {
      this.#draw();
      scrollToEnd();
    } else {
      this.#frame ??= requestAnimationFrame(() => this.#draw());
    }
  }

  clear(): void {
    this.#views.clear();
    this.#due.clear();
    this.#root.replaceChildren();
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const follows = isAtEnd();
    for (const [index, turn] of this.#due) this.#drawTurn(turn, index);
    this.#due.clear();
    if (follows) scrollToEnd();
  }

  #drawTurn(turn: Turn, index: number): void {
    const known = this.#views.get(index);
    if (known !== undefined) return known.show(turn);
    const view = new TurnView(turn, { askAgain: () => this.#askAgain(turn) });
    this.#views.set(index, view);
    this.#root.append(view.root);
  }
}

function isAtEnd(): boolean {
  const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight - scrollTop - clientHeight < FOLLOWS_PX;
}

const scrollToEnd = (): void => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
