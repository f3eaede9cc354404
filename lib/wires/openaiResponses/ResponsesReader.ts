import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FrameReader } from '../../answer/Wire.ts';
import type { StartChunk } from '../../chunk/Chunk.ts';
import type { SseEvent } from '../../framing/sse/SseEvent.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { usageOf } from '../reading/usageOf.ts';
import { activityEvent, activityOf, endOf } from './activityOf.ts';
import { addAll } from './addAll.ts';
import { CallReader } from './CallReader.ts';
import { finishOf } from './finishOf.ts';
import { idOf } from './idOf.ts';
import type { OutputItem } from './OutputItem.ts';
import { OutputItems } from './OutputItems.ts';
import { PieceReader } from './PieceReader.ts';
import { isTerminal } from './isTerminal.ts';
import { hasFailed } from './readResponsesError.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';
import { sourceOf } from './sourceOf.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the events of one answer, or the response that is one JSON answer, as chunks. */
export class ResponsesReader implements FrameReader<ResponsesFrame> {
  readonly #items = new OutputItems();
  readonly #pieces = new PieceReader(this.#items);
  readonly #calls = new CallReader(this.#items);

  read(frame: ResponsesFrame, event: SseEvent): readonly ProviderChunk[] {
    const chunks: ProviderChunk[] = [];
    this.#read(chunks, frame.type || event.type, frame);
    const unreadable = frame[UNREADABLE];
    if (unreadable !== undefined && unreadable.length > 0) chunks.push({ type: 'malformed', errors: unreadable });
    return chunks;
  }

  end(): readonly ProviderChunk[] {
    const chunks: ProviderChunk[] = [];
    this.#addBlocks(chunks, true);
    return chunks;
  }

  #read(chunks: ProviderChunk[], type: string, frame: ResponsesFrame): void {
    switch (type) {
      case 'response.output_text.delta':
        return this.#pieces.addDelta(chunks, 'text', frame);
      case 'response.reasoning_text.delta':
        return this.#pieces.addDelta(chunks, 'reasoning', frame);
      case 'response.reasoning_summary_text.delta':
        return this.#pieces.addDelta(chunks, 'summary', frame);
      case 'response.refusal.delta':
        return this.#pieces.addDelta(chunks, 'refusal', frame);
      case 'response.function_call_arguments.delta':
        return this.#calls.addDelta(chunks, frame);
      case 'response.output_text.done':
        return this.#pieces.endPart(chunks, 'text', frame, frame.text);
      case 'response.reasoning_text.done':
        return this.#pieces.endPart(chunks, 'reasoning', frame, frame.text);
      case 'response.reasoning_summary_text.done':
        return this.#pieces.endPart(chunks, 'summary', frame, frame.text);
      case 'response.refusal.done':
        return this.#pieces.endPart(chunks, 'refusal', frame, frame.refusal ?? frame.text);
      case 'response.function_call_arguments.done':
        return this.#calls.endArguments(chunks, frame);
      case 'response.output_text.annotation.added':
        return addAll(chunks, sourceOf(frame.annotation));
      case 'response.output_item.added':
        return this.#addItem(chunks, frame);
      case 'response.output_item.done':
        return this.#endItem(chunks, frame);
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return addStart(chunks, frame.response);
      default:
        if (isTerminal(type)) this.#endResponse(chunks, type, isRecord(frame.response) ? frame.response : {});
        else this.#readOther(chunks, type, frame);
    }
  }

  #readOther(chunks: ProviderChunk[], type: string, frame: ResponsesFrame): void {
    const activity = activityEvent(type);
    if (activity) {
      const item = this.#items.at(activity.type, frame);
      addAll(chunks, activityOf(item, idOf(frame.item_id), activity.state));
    } else if (frame.type === '') {
      if (frame.object === 'response' || Array.isArray(frame.output)) this.#endResponse(chunks, '', { ...frame });
      else chunks.push({ type: 'malformed', errors: ['type: a string'] });
    }
  }

  #addItem(chunks: ProviderChunk[], frame: ResponsesFrame): void {
    const json = itemOf(chunks, frame);
    if (json === undefined) return;
    const item = this.#items.announce(json, frame);
    this.#pieces.forgetPlace();
    if (item.type === 'function_call') this.#calls.open(chunks, item, json);
    addAll(chunks, activityOf(item, idOf(json['id']), 'started'));
  }

  #endItem(chunks: ProviderChunk[], frame: ResponsesFrame): void {
    const json = itemOf(chunks, frame);
    if (json === undefined) return;
    this.#addWholeItem(chunks, this.#items.close(json, frame), json);
    this.#addBlocks(chunks, false);
  }

  /** Emits the part of a complete item that has not been emitted yet, and keeps the item itself, to be emitted as a block. */
  #addWholeItem(chunks: ProviderChunk[], item: OutputItem, json: JsonObject): void {
    this.#pieces.endItem(chunks, item, json);
    if (item.type === 'function_call') this.#calls.endItem(chunks, item, json);
    addAll(chunks, activityOf(item, idOf(json['id']), endOf(json)));
    if (!item.isWhole) item.block = json;
    item.isWhole = true;
  }

  /** Handles the end of the answer, or a whole answer. */
  #endResponse(chunks: ProviderChunk[], event: string, response: JsonObject): void {
    addStart(chunks, response);
    const usage = usageOf(response['usage']);
    if (usage) chunks.push(usage);
    // It becomes an error. Content that has not been emitted yet is dropped, so that nothing has to be taken back after the error.
    if (hasFailed(event, response)) return;
    const output: readonly unknown[] = Array.isArray(response['output']) ? response['output'] : [];
    for (const [item, json] of this.#items.match(output)) {
      this.#addWholeItem(chunks, item, json);
      this.#addBlocks(chunks, false);
    }
    const finish = finishOf(event, response, this.#calls.count > 0);
    if (finish) chunks.push(finish);
    // A response without a status is also an answer if it has any output.
    else if (output.length > 0) chunks.push({ type: 'text', choice: 0, text: '' });
  }

  #addBlocks(chunks: ProviderChunk[], atEnd: boolean): void {
    for (const value of this.#items.takeBlocks(atEnd)) {
      chunks.push({ type: 'block', choice: 0, wire: 'openai-responses', value });
    }
  }
}

function itemOf(chunks: ProviderChunk[], { item }: ResponsesFrame): JsonObject | undefined {
  if (saysNothing(item)) return undefined;
  if (isRecord(item)) return item;
  chunks.push({ type: 'malformed', errors: ['item: an object'] });
  return undefined;
}

function addStart(chunks: ProviderChunk[], response: unknown): void {
  if (!isRecord(response)) return;
  const id = idOf(response['id']);
  const model = idOf(response['model']);
  const start: Growing<StartChunk> = { type: 'start' };
  if (id !== '') start.id = id;
  if (model !== '') start.model = model;
  chunks.push(start);
}
