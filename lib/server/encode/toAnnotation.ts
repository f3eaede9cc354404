import type { SourceChunk } from '../../chunk/Chunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** A citation in the format of OpenAI's chat completions. */
export const toAnnotation = ({ url, title, id }: Pick<SourceChunk, 'url' | 'title' | 'id'>): JsonObject =>
  url === undefined
    ? { type: 'file_citation', file_citation: { file_id: id, title } }
    : { type: 'url_citation', url_citation: { url, title } };
