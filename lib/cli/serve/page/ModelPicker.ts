import { element } from './dom/element.ts';

/** What the picker begins with, and whom it tells. */
export interface ModelPickerOptions {
  /** Which the reader has chosen before. */
  readonly chosen: string | undefined;
  /** The server's default. */
  readonly usual: string | undefined;
  readonly onChoice: () => void;
}

/** Which model is asked: one of those that the server lists, or any name where it lists none. */
export class ModelPicker {
  readonly #root: HTMLElement;
  readonly #usual: string | undefined;
  #chosen: string | undefined;
  #field: HTMLSelectElement | HTMLInputElement;

  constructor(root: HTMLElement, { chosen, usual, onChoice }: ModelPickerOptions) {
    this.#root = root;
    this.#usual = usual;
    this.#chosen = chosen;
    this.#field = element('input', { id: 'model', placeholder: 'Model', spellcheck: 'false', value: chosen ?? usual });
    root.append(this.#field);
    root.addEventListener('change', () => {
      this.#chosen = this.#field.value || undefined;
      onChoice();
    });
  }

  /** What the reader has chosen. */
  get chosen(): string | undefined {
    return this.#chosen;
  }

  /** What is to be asked; `undefined`: the server's default. */
  get value(): string | undefined {
    return this.#chosen ?? (this.#usual === undefined ? this.#field.value || undefined : undefined);
  }

  /** Fills the list. */
  async load(): Promise<void> {
    const names = await listModels();
    this.#root.hidden = false;
    if (names.length === 0) return;
    // A tab may be older than the server, and have chosen among others.
    if (this.#chosen !== undefined && !names.includes(this.#chosen)) this.#chosen = undefined;
    const options = names.map((name) => element('option', { value: name, text: name }));
    const select = element('select', { id: 'model' }, ...options);
    select.value = this.#chosen ?? this.#usual ?? names[0] ?? '';
    this.#field.replaceWith(select);
    this.#field = select;
  }
}

async function listModels(): Promise<readonly string[]> {
  try {
    const response = await fetch('/v1/models');
    const { data } = (await response.json()) as { readonly data?: readonly { readonly id: string }[] };
    return data?.map(({ id }) => id) ?? [];
  } catch {
    return [];
  }
}
