import { ToolCallIndex } from '../../answer/ToolCallIndex.ts';
import type { BlockChunk } from '../../chunk/Chunk.ts';
import { ToolCallList } from '../../chunk/ToolCallList.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ToolCall } from '../../request/Message.ts';
import type { Delta, ToolCallPiece } from './ChatFrame.ts';
import { ReasoningDetails } from './ReasoningDetails.ts';

/** So many characters are kept without a sign. */
const MAX_WITHOUT_SIGN = 64 * 1024;

/**
 * One choice's turn in the wire's own words, for the next request: kept where `content` and `toolCalls` alone cannot carry what the
 * server wants back. That is Google's signature of a call, DeepSeek's `reasoning_content` beside calls, and OpenRouter's signed or encrypted
 * `reasoning_details`.
 */
export class ChatTurn {
  readonly #placing = new ToolCallIndex();
  /** Put together as in an `Answer`, so that a call without an id has the same one here and there. */
  readonly #calls = new ToolCallList();
  /** What Google adds to a call, by the call's index; every index is in it, in rising order once it is sorted. */
  readonly #extras = new Map<number, JsonObject | undefined>();
  readonly #details = new ReasoningDetails();
  #content = '';
  #reasoning = '';

  add({ content, reasoning_content: reasoning, reasoning_details: details, tool_calls: calls }: Delta): void {
    if (typeof content === 'string') this.#content += content;
    else for (const { type, text } of content ?? []) if (type === 'text') this.#content += text;
    if (reasoning) this.#reasoning += reasoning;
    if (details) this.#details.add(details);
    if (calls) for (const call of calls) this.#addCall(call);
  }

  /** Is it so long, without a sign that a server may want it back, that keeping more would fill the memory of an endless answer? */
  get isLongWithoutSign(): boolean {
    const { length } = this.#content;
    return length + this.#reasoning.length > MAX_WITHOUT_SIGN && this.#extras.size === 0 && !this.#details.mustComeBack;
  }

  /**
   * The turn, where the server wants more of it back than content and calls.
   *
   * @param isAsked were there tools to call? Only then is plain reasoning wanted back; what is signed or encrypted always is.
   */
  block(choice: number, isAsked: boolean): BlockChunk | undefined {
    const extras = [...this.#extras].toSorted(([a], [b]) => a - b).map(([, extra]) => extra);
    const hasSignature = extras.some((extra) => extra !== undefined);
    const hasReasoning = this.#reasoning !== '' && extras.length > 0;
    if (!hasSignature && !(isAsked && hasReasoning) && !this.#details.mustComeBack) return undefined;
    this.#calls.finish();
    const calls = this.#calls.snapshot().map((call, i) => toWire(call, extras[i]));
    const value = {
      role: 'assistant',
      content: this.#content === '' && calls.length > 0 ? null : this.#content,
      ...(hasReasoning ? { reasoning_content: this.#reasoning } : {}),
      ...(this.#details.mustComeBack ? { reasoning_details: this.#details.all } : {}),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    };
    return { type: 'block', choice, wire: 'openai-chat', value };
  }

  #addCall({ index, id, function: fn, extra_content: extra }: ToolCallPiece): void {
    const piece = fn?.arguments ?? '';
    const place = { index: index ?? undefined, id: id ?? undefined, name: fn?.name ?? undefined };
    // Nothing is said of any call.
    if (piece === '' && !place.id && !place.name && !isRecord(extra)) return;
    const placed = this.#placing.place(place, piece);
    this.#calls.add({ type: 'tool-call', choice: 0, ...placed, arguments: piece });
    this.#extras.set(placed.index, isRecord(extra) ? extra : this.#extras.get(placed.index));
  }
}

const toWire = ({ id, name, arguments: json }: ToolCall, extra: JsonObject | undefined): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: json },
  ...(extra === undefined ? {} : { extra_content: extra }),
});
