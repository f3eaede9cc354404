import type { SourceChunk } from '../../chunk/Chunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** Something that the text cites, as OpenAI's chat completions tell it. */
export const toAnnotation = ({ url, title, id }: Pick<SourceChunk, 'url' | 'title' | 'id'>): JsonObject =>
  url === undefined
    ? { type: 'file_citation', file_citation: { file_id: id, title } }
    : { type: 'url_citation', url_citation: { url, title } };
