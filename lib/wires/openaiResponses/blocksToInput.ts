import type { JsonObject } from '../../request/JsonObject.ts';
import type { Block } from '../../request/Message.ts';
import { saysNothing } from '../reading/saysNothing.ts';

/** What may go back without the reasoning that led to it. */
const ALONE: ReadonlySet<unknown> = new Set(['message', 'function_call', 'custom_tool_call']);

/**
 * A turn's own items, as they came and in their order.
 *
 * The server refuses a reasoning item without the item that followed it, so what an answer that was cut ends with is left out. It also
 * refuses the id of a reasoning item that it does not keep, and that does not hold what it stands for. Then all reasoning stays away, and
 * with it every id, by which the server would ask for it.
 */
export function blocksToInput(blocks: readonly Block[], isStored: boolean): readonly JsonObject[] {
  const items = blocks.filter(({ wire }) => wire === 'openai-responses').map(({ value }) => value);
  const followed = items.slice(0, items.findLastIndex((item) => !isReasoning(item)) + 1);
  if (isStored || followed.every(standsForItself)) return followed;
  return followed.filter(({ type }) => ALONE.has(type)).map(({ id: _, ...item }) => item);
}

const isReasoning = ({ type }: JsonObject): boolean => type === 'reasoning';

const standsForItself = (item: JsonObject): boolean =>
  !isReasoning(item) || !saysNothing(item['encrypted_content']) || !saysNothing(item['content']);
