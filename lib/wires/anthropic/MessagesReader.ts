import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FrameReader } from '../../answer/Wire.ts';
import type { FinishChunk, StartChunk } from '../../chunk/Chunk.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import type { SseEvent } from '../../framing/sse/SseEvent.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { BlockGiverOptions } from './BlockGiver.ts';
import { ContentReader } from './ContentReader.ts';
import { messagesFinish } from './messagesFinish.ts';
import type { MessagesFrame } from './MessagesFrame.ts';
import { MessagesUsage } from './MessagesUsage.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

const MAX_DETAIL = 2000;

/** Reads the events of one answer, or one JSON answer, as chunks. */
export class MessagesReader implements FrameReader<MessagesFrame> {
  readonly #content: ContentReader;
  readonly #usage = new MessagesUsage();
  /** The message that was begun: its id, if it has one. */
  #begun: { readonly id: string | undefined } | undefined;
  /** The container in which code runs, if the first event names it. */
  #container: unknown;
  /** A finish reason that arrived before any content. It counts if the answer ends normally and gives no other. */
  #early: FinishChunk | undefined;

  constructor(options: BlockGiverOptions) {
    this.#content = new ContentReader(options);
  }

  read(frame: MessagesFrame, event: SseEvent): readonly ProviderChunk[] {
    const type = typeOf(frame, event);
    if (type === 'content_block_delta') return this.#content.readDelta(frame);
    if (type === 'ping') return [];
    const container = type === 'message_delta' ? (containerOf(frame.delta) ?? this.#container) : undefined;
    const chunks = this.#content.takeHeld(container);
    switch (type) {
      case 'message_start':
        this.#begin(chunks, frame.message, hasBlocks(frame.message));
        break;
      case 'message':
        this.#begin(chunks, frame, true);
        break;
      case 'content_block_start':
        this.#content.start(chunks, frame);
        break;
      case 'content_block_stop':
        this.#content.stop(chunks, frame);
        break;
      case 'message_delta':
        this.#addUsage(chunks, frame.usage);
        this.#addEnd(chunks, frame.delta);
        break;
      default:
      // Unknown events, which may be added later.
    }
    return chunks;
  }

  end(): readonly ProviderChunk[] {
    const chunks = this.#content.takeHeld();
    this.#content.end(chunks);
    chunks.push(...this.#content.takeHeld());
    if (this.#early) chunks.push(this.#early);
    return chunks;
  }

  /** @param isWhole whether the message has all of its content. This also applies if a model went on to call tools from its code */
  #begin(chunks: ProviderChunk[], message: unknown, isWhole: boolean): void {
    if (!isRecord(message)) return;
    const id = toId(message['id']);
    // Some gateways send the first event twice.
    if (this.#begun) return failIfSpliced(this.#begun.id, id);
    this.#begun = { id };
    chunks.push(startOf(message, id));
    this.#content.readWhole(chunks, message['content']);
    this.#container = containerOf(message);
    chunks.push(...this.#content.takeHeld(this.#container));
    this.#addUsage(chunks, message['usage']);
    if (isWhole) this.#addEnd(chunks, message);
    else this.#early = messagesFinish(message['stop_reason']);
  }

  #addUsage(chunks: ProviderChunk[], usage: unknown): void {
    const chunk = this.#usage.add(usage);
    if (chunk) chunks.push(chunk);
  }

  #addEnd(chunks: ProviderChunk[], said: unknown): void {
    if (!isRecord(said)) return;
    const { stop_reason: word, stop_details: details } = said;
    const explanation = isRecord(details) ? details['explanation'] : undefined;
    if (typeof explanation === 'string') chunks.push({ type: 'refusal', choice: 0, text: explanation });
    const finish = messagesFinish(word);
    if (finish === undefined) return;
    this.#early = undefined;
    chunks.push(finish);
  }
}

/** The event's name is in the frame as well; a proxy may drop either. Without a name of its own, an event is called `message`. */
function typeOf({ type, content }: MessagesFrame, event: SseEvent): unknown {
  if (typeof type === 'string') return type;
  return event.type === 'message' && content === undefined ? undefined : event.type;
}

function hasBlocks(message: unknown): boolean {
  const content = isRecord(message) ? message['content'] : undefined;
  return Array.isArray(content) && content.length > 0;
}

const containerOf = (said: unknown): unknown => (isRecord(said) ? said['container'] : undefined);

/** An intermediary that lost its answer and repeated the request may send the second answer after half of the first. */
function failIfSpliced(begun: string | undefined, id: string | undefined): void {
  if (begun === undefined || id === undefined || begun === id) return;
  throw new ProviderError({
    kind: 'server',
    inBand: true,
    detail: `the stream began the message ${id} before it had ended the message ${begun}`.slice(0, MAX_DETAIL),
    retryable: true,
  });
}

function startOf({ model }: JsonObject, id: string | undefined): StartChunk {
  const start: Growing<StartChunk> = { type: 'start' };
  if (id !== undefined) start.id = id;
  if (typeof model === 'string' && model !== '') start.model = model;
  return start;
}

function toId(id: unknown): string | undefined {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : undefined;
}
