import * as t from 'io-ts';
import type { ModelListing } from '../answer/Wire.ts';

/** A list of models as OpenAI sends it, as a bare array, or under `models`; an entry may be just a name. In place of a list, `null` is an empty one. */
const ModelList = t.refinement(t.unknown, (page) => entriesOf(page) !== undefined, 'a list of models');

/** The list that most servers return: `{ data: [{ id }] }`. Entries without an id are left out. */
export const usualListing = (endpoint: string): ModelListing<unknown> => ({
  endpoint,
  codec: ModelList,
  names: (page) => (entriesOf(page) ?? []).flatMap(nameOf),
});

function entriesOf(page: unknown): readonly unknown[] | undefined {
  if (!t.UnknownRecord.is(page)) return Array.isArray(page) ? page : undefined;
  const places = [page['data'], page['models']];
  const lists = places.filter((place): place is readonly unknown[] => Array.isArray(place));
  return lists.find(({ length }) => length > 0) ?? lists[0] ?? (places.includes(null) ? [] : undefined);
}

function nameOf(entry: unknown): readonly string[] {
  const name: unknown = t.UnknownRecord.is(entry) ? (entry['id'] ?? entry['name'] ?? entry['model']) : entry;
  return typeof name === 'string' && name !== '' ? [name] : [];
}
