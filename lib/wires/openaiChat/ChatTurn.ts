import { ToolCallIndex } from '../../answer/ToolCallIndex.ts';
import type { BlockChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { Delta, ToolCallPiece } from './ChatFrame.ts';
import { ReasoningDetails } from './ReasoningDetails.ts';

interface Call {
  id: string;
  name: string;
  arguments: string;
  extraContent: unknown;
}

/**
 * One choice's turn in the wire's own words, for the next request: kept where `content` and `toolCalls` alone cannot carry what the
 * server wants back. That is Google's signature of a call, DeepSeek's `reasoning_content` beside calls, and OpenRouter's signed or encrypted
 * `reasoning_details`.
 */
export class ChatTurn {
  readonly #placing = new ToolCallIndex();
  readonly #calls: Call[] = [];
  readonly #details = new ReasoningDetails();
  #content = '';
  #reasoning = '';

  add({ content, reasoning_content: reasoning, reasoning_details: details, tool_calls: calls }: Delta): void {
    if (typeof content === 'string') this.#content += content;
    else for (const { type, text } of content ?? []) if (type === 'text') this.#content += text;
    if (reasoning) this.#reasoning += reasoning;
    this.#details.add(details);
    for (const call of calls ?? []) this.#addCall(call);
  }

  /** The turn, where the server wants more of it back than content and calls. */
  block(choice: number): BlockChunk | undefined {
    const hasSignature = this.#calls.some(({ extraContent }) => isRecord(extraContent));
    const hasReasoning = this.#reasoning !== '' && this.#calls.length > 0;
    if (!hasSignature && !hasReasoning && !this.#details.mustComeBack) return undefined;
    const value = {
      role: 'assistant',
      content: this.#content === '' && this.#calls.length > 0 ? null : this.#content,
      ...(hasReasoning ? { reasoning_content: this.#reasoning } : {}),
      ...(this.#details.mustComeBack ? { reasoning_details: this.#details.all } : {}),
      ...(this.#calls.length === 0 ? {} : { tool_calls: this.#calls.map(toWire) }),
    };
    return { type: 'block', choice, wire: 'openai-chat', value };
  }

  #addCall({ index, id, function: fn, extra_content: extraContent }: ToolCallPiece): void {
    const piece = fn?.arguments ?? '';
    const place = { index: index ?? undefined, id: id ?? undefined, name: fn?.name ?? undefined };
    const placed = this.#placing.place(place, piece);
    const call = (this.#calls[placed.index] ??= { id: '', name: '', arguments: '', extraContent: undefined });
    call.id = placed.id ?? call.id;
    call.name = placed.name ?? call.name;
    call.arguments += piece;
    call.extraContent = extraContent ?? call.extraContent;
  }
}

const toWire = ({ id, name, arguments: json, extraContent }: Call): object => ({
  id,
  type: 'function',
  function: { name, arguments: json === '' ? '{}' : json },
  ...(isRecord(extraContent) ? { extra_content: extraContent } : {}),
});
