import type { ActivityChunk } from '../../chunk/Chunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import type { OutputItem } from './OutputItem.ts';

type State = ActivityChunk['state'];

/** Items by which the service tells what it does on its own. */
const ACTIVITIES: ReadonlySet<string> = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'mcp_call',
  'mcp_list_tools',
]);
const EVENT = /^response\.(\w+)\.(?:(in_progress|searching|interpreting|generating)|(completed)|failed)$/;

/** Which type of item an event tells of, and what of it; `undefined` for any other event. */
export function activityEvent(name: string): { readonly type: string; readonly state: State } | undefined {
  const [, type = '', begins, ends] = EVENT.exec(name) ?? [];
  if (!ACTIVITIES.has(type)) return undefined;
  return { type, state: begins !== undefined ? 'started' : ends !== undefined ? 'done' : 'failed' };
}

/** How an activity ended, by its whole item. */
export const endOf = ({ status, error }: JsonObject): State =>
  status === 'failed' || status === 'incomplete' || !saysNothing(error) ? 'failed' : 'done';

/**
 * What is new about an activity, whose item is told of by several events; nothing for other items.
 *
 * @param id the item's id as the event says it, which may change
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
