import * as t from 'io-ts';
import type { ModelListing } from '../answer/Wire.ts';

/** A list of models as OpenAI sends it, as a bare array, or under `models`; an entry may be just a name. */
const ModelList = t.union([
  t.array(t.unknown),
  t.type({ data: t.array(t.unknown) }),
  t.type({ models: t.array(t.unknown) }),
]);
type ModelList = t.TypeOf<typeof ModelList>;

/** The list that most servers return: `{ data: [{ id }] }`. Entries without an id are left out. */
export const usualListing = (endpoint: string): ModelListing<ModelList> => ({
  endpoint,
  codec: ModelList,
  names: (page) => entriesOf(page).flatMap(nameOf),
});

function entriesOf(page: ModelList): readonly unknown[] {
  if (Array.isArray(page)) return page;
  return 'data' in page ? page.data : page.models;
}

function nameOf(entry: unknown): readonly string[] {
  const name: unknown = t.UnknownRecord.is(entry) ? (entry['id'] ?? entry['name']) : entry;
  return typeof name === 'string' && name !== '' ? [name] : [];
}
