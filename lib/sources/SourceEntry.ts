import * as t from 'io-ts';
import { listOf } from '../codec/listOf.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { dispatch } from '../codec/dispatch.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { ChatSourceLike } from './ChatSource.ts';

/** A source, or a source with a model that wins over the request's. */
export type SourceEntry = ChatSourceLike | { readonly source: ChatSourceLike; readonly model: string };

/** A source of a list, and the model to ask for, if not the request's. */
export interface Candidate {
  readonly source: ChatSourceLike;
  readonly model?: string;
}

// A source may have a member called `source`, so whether the entry itself is a source is checked first.
const isSource = (value: unknown): value is ChatSourceLike =>
  typeof value === 'object' && value !== null && 'stream' in value && typeof value.stream === 'function';

const Source = t.refinement(t.unknown, isSource, 'an object with a stream method');
const Entry = dispatch<unknown>('a source, or { source, model }', (value) => {
  if (isSource(value)) return Source;
  return t.UnknownRecord.is(value) ? t.type({ source: Source, model: t.string }) : undefined;
});
const Entries = t.refinement(
  listOf(Entry, 'a list of sources'),
  (entries) => entries.length > 0,
  'a list of at least one source',
);

/** Throws `InvalidRequestError` for an empty list, and for an entry that is not a source. */
export function toCandidates(entries: readonly SourceEntry[]): readonly Candidate[] {
  decodeOrThrow(Entries, entries, 'entries');
  return entries.map((entry) => (isSource(entry) ? { source: entry } : entry));
}

/** Throws `InvalidRequestError` for a value that is not a source. */
export const checkSource = (source: unknown, root: string): void => decodeOrThrow(Source, source, root);

export const requestFor = ({ model }: Candidate, request: ChatRequest): ChatRequest =>
  model === undefined ? request : { ...request, model };
