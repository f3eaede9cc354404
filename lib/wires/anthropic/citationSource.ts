import type { SourceChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isHttpUrl } from '../../request/isHttpUrl.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type Json = Readonly<Record<string, unknown>>;

/**
 * The source that a text cites: a web page, a document of the request, or a search result that the request contained. A document without
 * a file id is identified by its position in the request, from 0.
 */
export function citationSource(citation: unknown): SourceChunk | undefined {
  if (!isRecord(citation)) return undefined;
  const source: Growing<SourceChunk> = { type: 'source', choice: 0 };
  const url = urlOf(citation);
  const title = textOf(citation['title']) ?? textOf(citation['document_title']);
  const id = url === undefined ? idOf(citation) : undefined;
  const quote = textOf(citation['cited_text']);
  if (url !== undefined) source.url = url;
  if (title !== undefined) source.title = title;
  if (id !== undefined) source.id = id;
  if (quote !== undefined) source.quote = quote;
  return url === undefined && id === undefined && title === undefined ? undefined : source;
}

/** A search result's `source` may be an address, or any name that the caller gave it. */
function urlOf({ url, source }: Json): string | undefined {
  return textOf(url) ?? (typeof source === 'string' && isHttpUrl(source) ? source : undefined);
}

function idOf({ file_id: file, source, document_index: place }: Json): string | undefined {
  return textOf(file) ?? textOf(source) ?? (typeof place === 'number' ? String(place) : undefined);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
