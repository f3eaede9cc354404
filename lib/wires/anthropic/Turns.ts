import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** A text that may be the entire content, or a content block. */
export type Content = string | JsonObject;

interface Turn {
  readonly role: 'user' | 'assistant';
  /** Results of tools: they precede everything else. */
  readonly results: JsonObject[];
  readonly content: Content[];
}

/** The turns of a conversation: consecutive messages of one role are merged, since not every server does this. */
export class Turns {
  readonly #turns: Turn[] = [];

  /** Adds to the turn of this role. Empty content does not begin a turn. */
  add(role: Turn['role'], content: readonly Content[]): void {
    if (content.length > 0) this.#turnOf(role).content.push(...content);
  }

  addResult(result: JsonObject): void {
    this.#turnOf('user').results.push(result);
  }

  /** Whether the model called a tool before the service had ended its own turn. The user's turn may then contain results only. */
  get takesResultsOnly(): boolean {
    const blocks = this.#turns.findLast(({ role }) => role === 'assistant')?.content.filter(isRecord) ?? [];
    const answered = new Set(blocks.map((block) => block['tool_use_id']));
    return (
      blocks.some(({ type }) => type === 'tool_use') &&
      blocks.some(({ type, id }) => type === 'server_tool_use' && !answered.has(id))
    );
  }

  /** The turns in the format of the wire. A final turn of the assistant is the beginning of the answer, and may not end with white space. */
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
