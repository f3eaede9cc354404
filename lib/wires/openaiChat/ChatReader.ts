import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FrameReader } from '../../answer/Wire.ts';
import type { StartChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { usageOf } from '../reading/usageOf.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import type { ChatFrame, Choice, Delta, ToolCallPiece } from './ChatFrame.ts';
import { ChatTurn } from './ChatTurn.ts';
import { finishOf, isReason } from '../reading/finishOf.ts';
import { reasoningText } from './ReasoningDetails.ts';
import { annotationSources, citationSources } from './sourcesOf.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** What is known about an answer before its first frame. */
export interface ChatReaderOptions {
  /** Whether the answer may contain calls. Its turn is then kept from the beginning. */
  readonly mayCallTools: boolean;
  /** Whether content that must be sent back to the service is emitted as a block. */
  readonly givesBlocks: boolean;
}

/** Reads the frames of one answer, or one JSON answer of that shape, as chunks. */
export class ChatReader implements FrameReader<ChatFrame> {
  /**
   * Each choice's turn, kept from the beginning, since half of it must not replace the whole. It is `gone` if it grew too long without a
   * sign that the server needs it back.
   */
  readonly #turns = new Map<number, ChatTurn | 'gone'>();
  readonly #activities = new Map<string, boolean>();
  /** The kinds of content that came in deltas, by choice. */
  readonly #streamed = new Map<number, Set<string>>();
  #lastStreamed = '';
  #lastChoice = 0;
  /** Whether the answer's id and model have been emitted. Servers repeat them in every frame. */
  #isNamed = false;
  readonly #mayCallTools: boolean;
  readonly #givesBlocks: boolean;

  constructor({ mayCallTools, givesBlocks }: ChatReaderOptions) {
    this.#mayCallTools = mayCallTools;
    this.#givesBlocks = givesBlocks;
  }

  read(frame: ChatFrame): readonly ProviderChunk[] {
    const chunks: ProviderChunk[] = [];
    if (!this.#isNamed && (frame.id || frame.model)) chunks.push(this.#startOf(frame));
    const choices = frame.choices ?? [];
    for (let i = 0; i < choices.length; i++) this.#addChoice(chunks, choices[i] as Choice, i);
    addEnvelope(chunks, frame, choices);
    if (choices.length === 0) addPromptFilter(chunks, frame.prompt_filter_results);
    const unreadable = frame[UNREADABLE];
    if (unreadable !== undefined && unreadable.length > 0) chunks.push({ type: 'malformed', errors: unreadable });
    return chunks;
  }

  end(): readonly ProviderChunk[] {
    return [...this.#turns].flatMap(([choice, turn]) =>
      turn === 'gone' ? [] : (turn.block(choice, this.#mayCallTools) ?? []),
    );
  }

  #startOf({ id, model }: ChatFrame): StartChunk {
    const start: Growing<StartChunk> = { type: 'start' };
    if (id) start.id = id;
    if (model) start.model = model;
    this.#isNamed = Boolean(id && model);
    return start;
  }

  /** @param place its position, used if it has no index of its own */
  #addChoice(
    chunks: ProviderChunk[],
    { index, delta, message, finish_reason: reason, usage }: Choice,
    place: number,
  ): void {
    const choice = index ?? place;
    const before = chunks.length;
    if (delta) this.#addDelta(chunks, choice, delta);
    for (let i = before; i < chunks.length; i++) this.#noteStreamed(choice, chunks[i] as ProviderChunk);
    if (message) this.#addDelta(chunks, choice, this.#unsaid(choice, withPlaces(message)));
    if (usage) addUsage(chunks, usage);
    if (isReason(reason)) chunks.push(finishOf(choice, reason));
    // There was no content, but the choice exists.
    if (chunks.length === before) chunks.push({ type: 'text', choice, text: '' });
  }

  #noteStreamed(choice: number, chunk: ProviderChunk): void {
    const { type } = chunk;
    if ((type === this.#lastStreamed && choice === this.#lastChoice) || ('text' in chunk && chunk.text === '')) return;
    this.#lastStreamed = type;
    this.#lastChoice = choice;
    this.#streamed.set(choice, (this.#streamed.get(choice) ?? new Set()).add(type));
  }

  /** A whole message without what came in deltas: some servers send everything once more at the end, and some next to each delta. */
  #unsaid(choice: number, message: Delta): Delta {
    const isStreamed = this.#streamed.get(choice);
    if (!isStreamed) return message;
    return {
      ...message,
      ...(isStreamed.has('text') && { content: undefined }),
      ...(isStreamed.has('refusal') && { refusal: undefined }),
      ...(isStreamed.has('reasoning') && NO_REASONING),
      ...(isStreamed.has('tool-call') && { tool_calls: undefined }),
    };
  }

  #addDelta(chunks: ProviderChunk[], choice: number, delta: Delta): void {
    const { reasoning_content, reasoning, content, refusal, tool_calls: calls } = delta;
    // Servers that send several of these members repeat the same text in each.
    const thought =
      reasoning_content ||
      reasoning ||
      reasoningText(delta.reasoning_details) ||
      delta.reasoning_text ||
      delta.thinking;
    if (typeof thought === 'string' && thought) chunks.push({ type: 'reasoning', choice, text: thought });
    if (typeof content === 'string') chunks.push({ type: 'text', choice, text: content });
    else for (const { type, text } of content ?? []) chunks.push({ type, choice, text });
    if (refusal) chunks.push({ type: 'refusal', choice, text: refusal });
    for (const call of calls ?? []) chunks.push(toolCallOf(choice, call));
    if (delta.annotations) chunks.push(...annotationSources(choice, delta.annotations));
    if (delta.executed_tools) this.#addActivities(chunks, choice, delta.executed_tools);
    if (this.#givesBlocks) this.#keepTurn(choice, delta);
  }

  /** Groq's tools that the service runs itself: each is reported twice, the second time with its output. */
  #addActivities(chunks: ProviderChunk[], choice: number, tools: unknown): void {
    if (!Array.isArray(tools)) return;
    for (const [i, tool] of tools.entries()) {
      if (!isRecord(tool)) continue;
      const id = `${choice}/${typeof tool['index'] === 'number' ? tool['index'] : i}`;
      const name = typeof tool['type'] === 'string' ? tool['type'] : 'tool';
      const isDone = tool['output'] !== undefined && tool['output'] !== null;
      const known = this.#activities.get(id);
      if (known === undefined) chunks.push({ type: 'activity', choice, id, name, state: 'started' });
      if (isDone && known !== true) chunks.push({ type: 'activity', choice, id, name, state: 'done' });
      this.#activities.set(id, isDone || known === true);
    }
  }

  #keepTurn(choice: number, delta: Delta): void {
    let turn = this.#turns.get(choice);
    if (turn === undefined) {
      turn = new ChatTurn();
      this.#turns.set(choice, turn);
    }
    if (turn === 'gone') return;
    turn.add(delta);
    if (!this.#mayCallTools && turn.isLongWithoutSign) this.#turns.set(choice, 'gone');
  }
}

const NO_REASONING: Delta = {
  reasoning_content: undefined,
  reasoning: undefined,
  reasoning_text: undefined,
  thinking: undefined,
  reasoning_details: undefined,
};

/** What a frame contains besides its choices. */
function addEnvelope(chunks: ProviderChunk[], frame: ChatFrame, choices: readonly Choice[]): void {
  if (frame.usage) addUsage(chunks, frame.usage);
  if (isRecord(frame.x_groq)) addUsage(chunks, frame.x_groq['usage']);
  if (frame.citations || frame.search_results) chunks.push(...citationSources(0, frame));
  if (!isReason(frame.finish_reason)) return;
  const numbers = choices.length === 0 ? [0] : choices.map(({ index }, i) => index ?? i);
  for (const number of numbers) chunks.push(finishOf(number, frame.finish_reason));
}

function addUsage(chunks: ProviderChunk[], usage: unknown): void {
  const chunk = usageOf(usage);
  if (chunk) chunks.push(chunk);
}

/** Azure's answer to a prompt that its filter blocked: no choices, and what the filter found. */
function addPromptFilter(chunks: ProviderChunk[], results: unknown): void {
  if (!Array.isArray(results)) return;
  const filtered = results.flatMap((result: unknown) => {
    const categories = isRecord(result) ? result['content_filter_results'] : undefined;
    return Object.entries(isRecord(categories) ? categories : {}).flatMap(([name, found]) =>
      isRecord(found) && found['filtered'] === true ? [name] : [],
    );
  });
  if (filtered.length === 0) return;
  chunks.push({ type: 'finish', choice: 0, reason: 'content-filter', raw: filtered.join(', ') });
}

/** The calls of a whole message are numbered by their positions. */
const withPlaces = (message: Delta): Delta =>
  message.tool_calls
    ? { ...message, tool_calls: message.tool_calls.map((call, i) => ({ ...call, index: i })) }
    : message;

const toolCallOf = (choice: number, { index, id, function: fn }: ToolCallPiece): ProviderChunk => ({
  type: 'tool-call',
  choice,
  index: index ?? undefined,
  id: id ?? undefined,
  name: fn?.name ?? undefined,
  arguments: fn?.arguments ?? '',
});
