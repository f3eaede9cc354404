import * as t from 'io-ts';
import type { ModelListing } from '../../answer/Wire.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';

/** The response of `/api/tags`: the installed models. */
interface Tags {
  readonly models: readonly unknown[] | null;
}
const Models = t.refinement(t.unknown, (value) => value === null || Array.isArray(value), 'a list or null');
const Tags: t.Type<Tags> = t.type({ models: Models }, 'a list of models') as never;

/** The models of a server, by the names that a request may use: `llama3.2:latest`. */
export const ollamaListing = (endpoint: string): ModelListing<Tags> => ({
  endpoint,
  codec: Tags,
  names: ({ models }) => (models ?? []).flatMap(nameOf),
});

function nameOf(entry: unknown): readonly string[] {
  const name = isRecord(entry) ? entry['name'] || entry['model'] : entry;
  return typeof name === 'string' && name !== '' ? [name] : [];
}
