import type { ActivityChunk } from '../../chunk/Chunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import type { OutputItem } from './OutputItem.ts';

type State = ActivityChunk['state'];

/** Items by which the service reports what it does on its own. */
const ACTIVITIES: ReadonlySet<string> = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'mcp_call',
  'mcp_list_tools',
]);
const EVENT = /^response\.(\w+)\.(?:(in_progress|searching|interpreting|generating)|(completed)|failed)$/;

/** The type of item that an event is about, and its state; `undefined` for any other event. */
export function activityEvent(name: string): { readonly type: string; readonly state: State } | undefined {
  const [, type = '', begins, ends] = EVENT.exec(name) ?? [];
  if (!ACTIVITIES.has(type)) return undefined;
  return { type, state: begins !== undefined ? 'started' : ends !== undefined ? 'done' : 'failed' };
}

/** How an activity ended, according to its complete item. */
export const endOf = ({ status, error }: JsonObject): State =>
  status === 'failed' || status === 'incomplete' || !saysNothing(error) ? 'failed' : 'done';

/**
 * What is new about an activity, whose item is reported by several events; empty for other items.
 *
 * @param id the item's id according to the event, which may change
 */
export function activityOf(item: OutputItem, id: string, state: State): readonly ActivityChunk[] {
  if (!ACTIVITIES.has(item.type)) return [];
  const isNew = item.activity === undefined;
  const name = item.type.replace(/_call$/, '');
  const activity = (item.activity ??= { id: id || `${name}_${item.number}`, name, isOver: false });
  const chunk = { type: 'activity', choice: 0, id: activity.id, name } as const;
  const isOver = state !== 'started' && !activity.isOver;
  if (isOver) activity.isOver = true;
  return [...(isNew ? [{ ...chunk, state: 'started' as const }] : []), ...(isOver ? [{ ...chunk, state }] : [])];
}
