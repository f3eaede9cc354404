import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { isServerToolResult, isServerToolUse } from './serverTool.ts';
import { toolInput } from './toolInput.ts';

/** The member that the deltas of a block extend. */
const GROWING: Readonly<Record<string, string>> = { text: 'text', thinking: 'thinking', compaction: 'content' };

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(GROWING),
  'redacted_thinking',
  'tool_use',
  'container_upload',
  'fallback',
]);

/**
 * A string that grows in pieces keeps each piece in memory, with the string that it was cut from, so pieces are joined once there are
 * this many.
 */
const MAX_PIECES = 64;

/** A content block while it grows. */
export class ContentBlock {
  readonly type: string;
  /** Its index among the blocks of the answer. */
  readonly index: number;
  /** Which of the client's calls it is, from 0; `undefined` for every other block. */
  readonly call: number | undefined;
  readonly #start: JsonObject;
  #member: string | undefined;
  #text = '';
  /** The pieces that follow the text. */
  readonly #pieces: string[] = [];
  #input = '';
  #signature: string | undefined;
  #citations: unknown[] | undefined;

  /** @param start the content of its first frame */
  constructor(start: JsonObject, { type, index, call }: Pick<ContentBlock, 'type' | 'index' | 'call'>) {
    this.type = type;
    this.index = index;
    this.call = call;
    this.#start = start;
    if (Object.hasOwn(GROWING, type)) this.#growIn(GROWING[type]);
  }

  /** Whether it is meant for a person to read: text or thinking. */
  get isProse(): boolean {
    return this.type === 'text' || this.type === 'thinking';
  }

  /** Whether it is of an unknown kind. Its content is not interpreted, and it is sent back as it came. */
  get isUnknown(): boolean {
    return !KNOWN.has(this.type) && !isServerToolUse(this.type) && !isServerToolResult(this.type);
  }

  get takesInput(): boolean {
    return !Object.hasOwn(GROWING, this.type);
  }

  /** Whether its first frame contained the whole input. Pieces that follow then repeat it. */
  get hasInput(): boolean {
    return hasContent(this.#start['input']);
  }

  get isEmpty(): boolean {
    return this.#join() === '' && this.#signature === undefined && this.#citations === undefined;
  }

  /** Whether a first frame begins this block again. Some servers send one with each piece. */
  isBegunBy({ id }: JsonObject, type: string): boolean {
    return type === this.type && (this.isProse || (id !== undefined && id === this.#start['id']));
  }

  /** @param member where the text belongs in a block of an unknown kind */
  grow(text: string, member?: string): void {
    if (this.#member === undefined) this.#growIn(member);
    if (this.#pieces.push(text) === MAX_PIECES) this.#join();
  }

  addInput(json: string): void {
    this.#input += json;
  }

  sign(signature: string): void {
    this.#signature = signature;
  }

  cite(citation: unknown): void {
    const before = this.#start['citations'];
    this.#citations ??= Array.isArray(before) ? [...(before as readonly unknown[])] : [];
    this.#citations.push(citation);
  }

  /** The block as the server would have sent it in one piece. */
  value(): JsonObject {
    const value: Record<string, unknown> = { ...this.#start };
    const text = this.#join();
    if (this.#member !== undefined && (this.isProse || text !== '')) value[this.#member] = text;
    if (this.#signature !== undefined) value['signature'] = this.#signature;
    if (this.#citations !== undefined) value['citations'] = this.#citations;
    if (this.#input !== '' && !this.hasInput) value['input'] = toolInput(this.#input);
    else if (this.type === 'tool_use' || isServerToolUse(this.type)) value['input'] = toolInput(value['input']);
    return value;
  }

  #growIn(member: string | undefined): void {
    this.#member = member;
    const text = member === undefined ? undefined : this.#start[member];
    if (typeof text === 'string') this.#text = text;
  }

  /** The text so far. */
  #join(): string {
    this.#text += this.#pieces.join('');
    this.#pieces.length = 0;
    return this.#text;
  }
}

const hasContent = (input: unknown): boolean =>
  isRecord(input) ? Object.keys(input).length > 0 : typeof input === 'string' && input !== '';
