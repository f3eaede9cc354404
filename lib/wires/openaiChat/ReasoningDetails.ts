import { isRecord } from '../../http/refusal/isRecord.ts';
import { isText } from '../../http/refusal/isText.ts';

type Detail = Readonly<Record<string, unknown>>;

/** The members that arrive in pieces. */
const GROWING = ['text', 'summary', 'data', 'thinking'];

/** OpenRouter's `reasoning_details` of one choice, or LiteLLM's `thinking_blocks`, assembled from their pieces. */
export class ReasoningDetails {
  readonly #details: Detail[] = [];

  add(details: unknown): void {
    if (!Array.isArray(details)) return;
    for (const detail of details) if (isRecord(detail)) this.#addOne(detail);
  }

  /** Whether a server needs any of them back: those that are signed or encrypted. Plain text is only meant for a person to read. */
  get mustComeBack(): boolean {
    return this.#details.some(({ data, signature }) => isText(data) || isText(signature));
  }

  get all(): readonly Detail[] {
    return this.#details;
  }

  #addOne(detail: Detail): void {
    const last = this.#details.at(-1);
    if (!last || !isSame(last, detail) || (isText(last['signature']) && GROWING.some((name) => isText(detail[name])))) {
      this.#details.push(detail);
      return;
    }
    const grown = GROWING.filter((name) => typeof last[name] === 'string' && typeof detail[name] === 'string').map(
      (name) => [name, `${String(last[name])}${String(detail[name])}`],
    );
    const said = Object.entries(detail).filter(([, value]) => value !== null && value !== undefined);
    this.#details[this.#details.length - 1] = { ...last, ...Object.fromEntries(said), ...Object.fromEntries(grown) };
  }
}

/** The text of a piece, for a person to read. */
export function reasoningText(details: unknown): string {
  if (!Array.isArray(details)) return '';
  return details
    .map((detail: unknown) => (isRecord(detail) ? (detail['text'] ?? detail['summary']) : undefined))
    .filter(isText)
    .join('');
}

const isSame = (a: Detail, b: Detail): boolean =>
  a['type'] === b['type'] && a['index'] === b['index'] && !isOther(a, b);

/** A piece may lack the id; a different id means a different detail. */
const isOther = (a: Detail, b: Detail): boolean => isText(a['id']) && isText(b['id']) && a['id'] !== b['id'];
