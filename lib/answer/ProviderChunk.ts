import type { Chunk, ToolCallChunk } from '../chunk/Chunk.ts';

/**
 * What a frame says, in public chunks. A tool call's piece may lack its index: then its id decides, else it goes to the last call.
 *
 * `malformed` says that a part of the frame could not be read: it becomes a malformed frame after what could be read.
 */
export type ProviderChunk =
  | Exclude<Chunk, ToolCallChunk>
  | (Omit<ToolCallChunk, 'index'> & { readonly index?: number | undefined })
  | { readonly type: 'malformed'; readonly errors: readonly string[] };
