import { ToolCallIndex } from '../../answer/ToolCallIndex.ts';
import type { BlockChunk } from '../../chunk/Chunk.ts';
import { ToolCallList } from '../../chunk/ToolCallList.ts';
import { toJsonText } from '../../framing/json/toJsonText.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ToolCall } from '../../request/Message.ts';
import type { Delta, ToolCallPiece } from './ChatFrame.ts';
import { ReasoningDetails } from './ReasoningDetails.ts';

/** The maximum number of characters that are kept without a sign that the server needs the turn back. */
const MAX_WITHOUT_SIGN = 64 * 1024;

/**
 * One choice's turn in the format of the wire, for the next request. It is kept where `content` and `toolCalls` alone cannot represent
 * what the server needs back: Google's signature of a call or a turn, GitHub Copilot's opaque reasoning, DeepSeek's `reasoning_content`
 * with calls, and the signed or encrypted reasoning of OpenRouter (`reasoning_details`) and LiteLLM (`thinking_blocks`).
 */
export class ChatTurn {
  readonly #placing = new ToolCallIndex();
  /** Assembled as in an `Answer`, so that a call without an id gets the same id in both. */
  readonly #calls = new ToolCallList();
  /** The signed members of a call, by the call's index; it contains every index, in ascending order once it is sorted. */
  readonly #extras = new Map<number, JsonObject | undefined>();
  readonly #details = new ReasoningDetails();
  readonly #thinking = new ReasoningDetails();
  /** The signed members of the turn itself. */
  #signed: JsonObject | undefined;
  #content = '';
  #reasoning = '';

  add(delta: Delta): void {
    const { content, reasoning_content: reasoning, reasoning_details: details, thinking_blocks: thinking } = delta;
    if (typeof content === 'string') this.#content += content;
    else for (const { type, text } of content ?? []) if (type === 'text') this.#content += text;
    if (reasoning) this.#reasoning += reasoning;
    if (details) this.#details.add(details);
    if (thinking) this.#thinking.add(thinking);
    if (delta.extra_content || delta.provider_specific_fields || delta.reasoning_opaque) {
      this.#signed = signedMembers(delta) ?? this.#signed;
    }
    if (delta.tool_calls) for (const call of delta.tool_calls) this.#addCall(call);
  }

  /** Whether it is so long, without a sign that a server needs it back, that keeping more would fill the memory in an endless answer. */
  get isLongWithoutSign(): boolean {
    const { length } = this.#content;
    return length + this.#reasoning.length > MAX_WITHOUT_SIGN && this.#extras.size === 0 && !this.#isSigned;
  }

  get #isSigned(): boolean {
    return this.#signed !== undefined || this.#details.mustComeBack || this.#thinking.mustComeBack;
  }

  /**
   * The turn, if the server needs more of it back than content and calls.
   *
   * @param isAsked whether there were tools to call. Plain reasoning is only needed back in that case; signed or encrypted reasoning
   * always is.
   */
  block(choice: number, isAsked: boolean): BlockChunk | undefined {
    const extras = [...this.#extras].toSorted(([a], [b]) => a - b).map(([, extra]) => extra);
    const hasSignature = this.#isSigned || extras.some((extra) => extra !== undefined);
    const hasReasoning = this.#reasoning !== '' && extras.length > 0;
    if (!hasSignature && !(isAsked && hasReasoning)) return undefined;
    this.#calls.finish();
    const calls = this.#calls.snapshot().map((call, i) => toWire(call, extras[i]));
    const value = {
      role: 'assistant',
      content: this.#content === '' && calls.length > 0 ? null : this.#content,
      ...(hasReasoning ? { reasoning_content: this.#reasoning } : {}),
      ...(this.#details.mustComeBack ? { reasoning_details: this.#details.all } : {}),
      ...(this.#thinking.mustComeBack ? { thinking_blocks: this.#thinking.all } : {}),
      ...this.#signed,
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    };
    return { type: 'block', choice, wire: 'openai-chat', value };
  }

  #addCall(call: ToolCallPiece): void {
    const { index, id, function: fn } = call;
    const piece = fn?.arguments ?? '';
    const signed = signedMembers(call);
    const place = { index: index ?? undefined, id: id ?? undefined, name: fn?.name ?? undefined };
    // The piece contains no information about any call.
    if (piece === '' && !place.id && !place.name && !signed) return;
    const placed = this.#placing.place(place, piece);
    this.#calls.add({ type: 'tool-call', choice: 0, ...placed });
    this.#extras.set(placed.index, signed ?? this.#extras.get(placed.index));
  }
}

/** Where services and gateways put a signature, or the text that stands for one. */
const SIGNED = [
  'extra_content',
  'provider_specific_fields',
  'thought_signature',
  'thoughtSignature',
  'reasoning_opaque',
];

/** A text that is not empty, under such a name. */
const SIGNATURE = /(?:signature|opaque)":"[^"]/i;

/** The members that the server needs back as they are; `undefined` if there are none. */
function signedMembers(json: object): JsonObject | undefined {
  const signed = Object.entries(json).filter(
    ([name, value]) => SIGNED.includes(name) && SIGNATURE.test(toJsonText({ [name]: value }) ?? ''),
  );
  return signed.length === 0 ? undefined : Object.fromEntries(signed);
}

const toWire = ({ id, name, arguments: json }: ToolCall, signed: JsonObject | undefined): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: json },
  ...signed,
});
