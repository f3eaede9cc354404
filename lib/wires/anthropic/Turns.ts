import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** A text that may stand for a whole content, or a content block. */
export type Content = string | JsonObject;

interface Turn {
  readonly role: 'user' | 'assistant';
  /** Results of tools: they go before all else. */
  readonly results: JsonObject[];
  readonly content: Content[];
}

/** The turns of a conversation: those of one role that follow each other are one, since not every server merges them. */
export class Turns {
  readonly #turns: Turn[] = [];

  /** Adds to the turn of this role. Nothing to add begins no turn. */
  add(role: Turn['role'], content: readonly Content[]): void {
    if (content.length > 0) this.#turnOf(role).content.push(...content);
  }

  addResult(result: JsonObject): void {
    this.#turnOf('user').results.push(result);
  }

  /** Did the model call a tool while the service has not ended its own? Then the user's turn may hold results alone. */
  get takesResultsOnly(): boolean {
    const blocks = this.#turns.findLast(({ role }) => role === 'assistant')?.content.filter(isRecord) ?? [];
    const answered = new Set(blocks.map((block) => block['tool_use_id']));
    return (
      blocks.some(({ type }) => type === 'tool_use') &&
      blocks.some(({ type, id }) => type === 'server_tool_use' && !answered.has(id))
    );
  }

  /** The turns in the wire's words. A last one of the assistant's is the beginning of the answer, and may not end with white space. */
  toWire(): readonly JsonObject[] {
    const last = this.#turns.at(-1);
    const ending = last?.content.at(-1);
    if (last?.role === 'assistant' && typeof ending === 'string') {
      last.content.splice(-1, 1, ending.trimEnd());
    }
    return this.#turns.map(turnToWire);
  }

  #turnOf(role: Turn['role']): Turn {
    const last = this.#turns.at(-1);
    if (last?.role === role) return last;
    const turn: Turn = { role, results: [], content: [] };
    this.#turns.push(turn);
    return turn;
  }
}

function turnToWire({ role, results, content }: Turn): JsonObject {
  const all = [...results, ...content];
  const [first] = all;
  if (all.length === 1 && typeof first === 'string') return { role, content: first };
  return { role, content: all.map((entry) => (typeof entry === 'string' ? { type: 'text', text: entry } : entry)) };
}
