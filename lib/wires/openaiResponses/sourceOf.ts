import type { SourceChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isText } from '../../http/refusal/isText.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** The source that a text cites in an annotation: a web page, or a file. Its indices refer to the answer's own text, so it has no quote. */
export function sourceOf(annotation: unknown): readonly SourceChunk[] {
  if (!isRecord(annotation)) return [];
  const { url, title, file_id: id, filename } = annotation;
  const source: Growing<SourceChunk> = { type: 'source', choice: 0 };
  if (isText(url)) source.url = url;
  if (isText(title)) source.title = title;
  else if (isText(filename)) source.title = filename;
  if (isText(id)) source.id = id;
  return source.url === undefined && source.id === undefined ? [] : [source];
}
