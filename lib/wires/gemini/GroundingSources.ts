import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { SourceChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isText } from '../../http/refusal/isText.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type Json = Readonly<Record<string, unknown>>;

/**
 * The sources cited by one candidate's text: those of the pages and documents found (`groundingChunks`) that support a piece of the text
 * (`groundingSupports`). The two may arrive in separate frames.
 */
export class GroundingSources {
  readonly #choice: number;
  #found: readonly unknown[] = [];
  #supports: readonly unknown[] = [];
  readonly #given = new Set<string>();

  constructor(choice: number) {
    this.#choice = choice;
  }

  /** Adds the sources that are newly cited, each address once. */
  add(chunks: ProviderChunk[], metadata: unknown): void {
    if (!isRecord(metadata)) return;
    const found = listOf(metadata['groundingChunks']);
    const supports = listOf(metadata['groundingSupports']);
    if (found.length > 0) this.#found = found;
    if (supports.length > 0) this.#supports = supports;
    if (found.length === 0 && supports.length === 0) return;
    for (const index of this.#supports.flatMap(indexesOf)) this.#addSource(chunks, this.#found[index]);
  }

  #addSource(chunks: ProviderChunk[], found: unknown): void {
    const source = sourceOf(this.#choice, found);
    if (source === undefined) return;
    const key = source.url ?? JSON.stringify([source.id, source.title, source.quote]);
    if (this.#given.has(key)) return;
    this.#given.add(key);
    chunks.push(source);
  }
}

function indexesOf(support: unknown): readonly number[] {
  if (!isRecord(support)) return [];
  return listOf(support['groundingChunkIndices']).flatMap((index) =>
    typeof index === 'number' || (typeof index === 'string' && /^\d{1,4}$/.test(index)) ? [Number(index)] : [],
  );
}

function sourceOf(choice: number, found: unknown): SourceChunk | undefined {
  if (!isRecord(found)) return undefined;
  const { web, maps, image, retrievedContext: document } = found;
  if (isRecord(web)) return toSource(choice, { url: web['uri'], title: web['title'] });
  if (isRecord(maps)) return toSource(choice, { url: maps['uri'], title: maps['title'], id: maps['placeId'] });
  if (isRecord(image)) return toSource(choice, { url: image['sourceUri'], title: image['title'] });
  return isRecord(document) ? documentSource(choice, document) : undefined;
}

/** A document found in one of the caller's stores. Its address may not be a web address, and may be missing. */
function documentSource(
  choice: number,
  { uri, title, text, documentName, fileSearchStore }: Json,
): SourceChunk | undefined {
  const isOnWeb = typeof uri === 'string' && /^https?:/i.test(uri);
  const id = [isOnWeb ? undefined : uri, documentName, fileSearchStore].find(isText);
  return toSource(choice, { url: isOnWeb ? uri : undefined, title, id: isOnWeb ? undefined : id, quote: text });
}

function toSource(choice: number, { url, title, id, quote }: Json): SourceChunk | undefined {
  const source: Growing<SourceChunk> = { type: 'source', choice };
  if (isText(url)) source.url = url;
  else if (isText(id)) source.id = id;
  if (isText(title)) source.title = title;
  if (isText(quote)) source.quote = quote;
  return Object.keys(source).length === 2 ? undefined : source;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
