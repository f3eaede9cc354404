import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { idOf } from './idOf.ts';
import { OutputItem } from './OutputItem.ts';

/** Each item is stored, so their number is limited: everything beyond the limit belongs to the last item. */
const MAX_ITEMS = 10_000;
const MAX_NAMES = 4 * MAX_ITEMS;

/** Where an event belongs, according to the event. */
export interface Place {
  readonly output_index?: number | null | undefined;
  readonly item_id?: unknown;
}

/**
 * The output items of one answer, each identified by its index and type: some servers change an item's id with every event, and some give
 * items of different types the same index. Only without an index does the id decide.
 */
export class OutputItems {
  /** In the order of the output. */
  readonly #items: OutputItem[] = [];
  readonly #byName = new Map<string, OutputItem>();
  /** The number of items, from the first, whose blocks have been emitted. */
  #given = 0;

  /** The item that a piece belongs to, which may not have been announced. */
  at(type: string, { output_index: index, item_id: id }: Place): OutputItem {
    return this.#find(type, index, [idOf(id)]) ?? this.#lastOpen(type, index) ?? this.#open(type, index);
  }

  /** The item that begins. */
  announce(json: JsonObject, place: Place): OutputItem {
    const known = this.#known(json, place);
    return this.#take(json, place, known?.isWhole === true ? undefined : known);
  }

  /** The item that is complete now. */
  close(json: JsonObject, place: Place): OutputItem {
    const known = this.#known(json, place) ?? this.#lastOpen(typeOf(json), place.output_index);
    const isAnother = known?.isWhole === true && known.id !== '' && known.id !== idOf(json['id']);
    return this.#take(json, place, isAnother ? undefined : known);
  }

  /** The item of another type at the same index, if there is one. */
  beside({ index }: OutputItem, type: string): OutputItem | undefined {
    return this.#byName.get(`${type} #${index}`);
  }

  /**
   * Matches the items of the final response with the known items. Their positions may differ from those in the stream, and so may their
   * ids: the id decides first, then the position, then the order among those of the same type.
   */
  match(output: readonly unknown[]): readonly (readonly [OutputItem, JsonObject])[] {
    const matched = new Set<OutputItem>();
    const waiting = queuesOf(this.#items);
    return output.filter(isRecord).map((json, index) => {
      const type = typeOf(json);
      const isIt = (item: OutputItem | undefined): item is OutputItem =>
        item !== undefined && !matched.has(item) && !isAnotherCall(item, json);
      const queue = waiting.get(type) ?? [];
      while (queue.length > 0 && matched.has(queue.at(-1) as OutputItem)) queue.pop();
      const named = [...namesOf(json), `#${index}`].map((name) => this.#byName.get(`${type} ${name}`));
      const item = [...named, queue.at(-1)].find(isIt) ?? this.#open(type, null);
      matched.add(item);
      return [item, json];
    });
  }

  /**
   * The blocks that can be emitted: those of complete items, in the order of the output.
   *
   * @param atEnd whether no other item will become complete
   */
  takeBlocks(atEnd: boolean): readonly JsonObject[] {
    const blocks: JsonObject[] = [];
    for (; this.#given < this.#items.length; this.#given++) {
      const item = this.#items[this.#given] as OutputItem;
      if (!item.isWhole && !atEnd) break;
      if (item.block) blocks.push(item.block);
      item.block = undefined;
    }
    return blocks;
  }

  /** The known item for a complete item, if there is one. */
  #known(json: JsonObject, { output_index: index, item_id: id }: Place): OutputItem | undefined {
    const type = typeOf(json);
    const call = this.#byName.get(`${type} ${idOf(json['call_id'])}`);
    return call ?? this.#find(type, index, [...namesOf(json), idOf(id)]);
  }

  /** Records the ids of an item. */
  #take(json: JsonObject, { output_index: index }: Place, known: OutputItem | undefined): OutputItem {
    const type = typeOf(json);
    const item = known && !isAnotherCall(known, json) ? known : this.#open(type, index);
    item.id = idOf(json['id']) || item.id;
    item.callId = idOf(json['call_id']) || item.callId;
    for (const name of namesOf(json)) this.#name(`${type} ${name}`, item);
    return item;
  }

  #find(type: string, index: number | null | undefined, ids: readonly string[]): OutputItem | undefined {
    const names = [`#${index}`, ...ids];
    return names.map((name) => this.#byName.get(`${type} ${name}`)).find((item) => item !== undefined);
  }

  /** Without an index, an id that was never announced may be one that changes: the item is then the last one that is still open. */
  #lastOpen(type: string, index: number | null | undefined): OutputItem | undefined {
    if (index !== undefined && index !== null) return undefined;
    const last = this.#items.findLast((item) => item.type === type);
    return last?.isWhole === false ? last : undefined;
  }

  #open(type: string, index: number | null | undefined): OutputItem {
    const last = this.#items.at(-1);
    if (last && this.#items.length >= MAX_ITEMS) return last;
    const item = new OutputItem(type, index ?? last?.index ?? 0, this.#items.length);
    const place = this.#items.findLastIndex((other) => other.index <= item.index) + 1;
    this.#items.splice(place, 0, item);
    this.#given = Math.min(this.#given, place);
    if (index !== undefined && index !== null) this.#name(`${type} #${index}`, item);
    return item;
  }

  #name(name: string, item: OutputItem): void {
    if (this.#byName.size < MAX_NAMES) this.#byName.set(name, item);
  }
}

/** The items of each type, the first one at the end. */
function queuesOf(items: readonly OutputItem[]): ReadonlyMap<string, OutputItem[]> {
  const queues = new Map<string, OutputItem[]>();
  for (const item of items.toReversed()) {
    const queue = queues.get(item.type);
    if (queue) queue.push(item);
    else queues.set(item.type, [item]);
  }
  return queues;
}

const typeOf = ({ type }: JsonObject): string => (typeof type === 'string' ? type : 'message');

/** The ids of an item: for a call also the id that its result refers to. */
const namesOf = (json: JsonObject): readonly string[] =>
  [idOf(json['call_id']), idOf(json['id'])].filter((id) => id !== '');

/** Two parallel calls may have the same index: only their ids distinguish them. */
function isAnotherCall({ callId }: OutputItem, json: JsonObject): boolean {
  const id = idOf(json['call_id']);
  return callId !== '' && id !== '' && callId !== id;
}
