import type { ChatRequest } from '../types/ChatRequest.ts';
import type { ChatSource } from '../types/ChatSource.ts';

/** A source, or a source with the model to ask it for, which wins over the request's. */
export type SourceEntry = ChatSource | { readonly source: ChatSource; readonly model: string };

export const sourceOfEntry = (entry: SourceEntry): ChatSource => ('source' in entry ? entry.source : entry);

export const requestForEntry = (entry: SourceEntry, request: ChatRequest): ChatRequest =>
  'source' in entry ? { ...request, model: entry.model } : request;
