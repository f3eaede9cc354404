import type { JsonObject } from '../../request/JsonObject.ts';
import type { Block } from '../../request/Message.ts';
import { saysNothing } from '../reading/saysNothing.ts';

/** The types of items that may be sent back without the reasoning that led to them. */
const ALONE: ReadonlySet<unknown> = new Set(['message', 'function_call', 'custom_tool_call']);

/**
 * A turn's own items, unchanged and in their order.
 *
 * The server refuses a reasoning item without the item that followed it, so reasoning at the end of an answer that was cut off is
 * omitted. It also refuses the id of a reasoning item that it does not store, if the item does not contain the reasoning itself. In that
 * case all reasoning is omitted, and all ids as well, since the server would use them to look for the reasoning.
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
