import { element } from './dom/element.ts';

/** The initial state of the picker, and its listener. */
export interface ModelPickerOptions {
  /** The model that the reader chose earlier. */
  readonly chosen: string | undefined;
  /** The server's default. */
  readonly usual: string | undefined;
  readonly onChoice: () => void;
}

/** Chooses the model: one of those that the server lists, or any name if it lists none. */
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

  /** The reader's choice. */
  get chosen(): string | undefined {
    return this.#chosen;
  }

  /** The model to ask; `undefined`: the server's default. */
  get value(): string | undefined {
    return this.#chosen ?? (this.#usual === undefined ? this.#field.value || undefined : undefined);
  }

  /** Fills the list. */
  async load(): Promise<void> {
    const names = await listModels();
    this.#root.hidden = false;
    if (names.length === 0) return;
    // A tab may be older than the server, and have chosen from another list.
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
