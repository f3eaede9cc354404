import type { SourceChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isText } from '../../http/refusal/isText.ts';
import type { ChatFrame } from './ChatFrame.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** The sources that a message cites in its `annotations`: web pages, and files. */
export function annotationSources(choice: number, annotations: unknown): readonly SourceChunk[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.flatMap((annotation: unknown) => {
    if (!isRecord(annotation)) return [];
    const citation = annotation['url_citation'] ?? annotation['file_citation'] ?? annotation;
    return isRecord(citation) ? sourceOf(choice, citation) : [];
  });
}

/** The sources that an answer cites according to Perplexity and xAI: addresses only, or what the search found at them. */
export function citationSources(
  choice: number,
  { citations, search_results: results }: ChatFrame,
): readonly SourceChunk[] {
  const found = listOf(results).flatMap((result) => (isRecord(result) ? sourceOf(choice, result) : []));
  const known = new Set(found.map(({ url }) => url));
  const addresses = listOf(citations).flatMap((citation) => {
    if (isRecord(citation)) return sourceOf(choice, citation);
    return typeof citation === 'string' && !known.has(citation) ? sourceOf(choice, { url: citation }) : [];
  });
  return [...found, ...addresses];
}

function sourceOf(
  choice: number,
  { url, title, file_id: id }: Readonly<Record<string, unknown>>,
): readonly SourceChunk[] {
  const source: Growing<SourceChunk> = { type: 'source', choice };
  if (isText(url)) source.url = url;
  if (isText(title)) source.title = title;
  if (isText(id)) source.id = id;
  return source.url === undefined && source.id === undefined ? [] : [source];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
