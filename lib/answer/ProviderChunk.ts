import type { Chunk, ToolCallChunk } from '../chunk/Chunk.ts';

/**
 * A chunk as a frame gives it. A piece of a tool call may lack its index: then its id decides, else it belongs to the last call.
 *
 * `malformed` means that a part of the frame could not be read: it becomes a malformed frame after the parts that could.
 */
export type ProviderChunk =
  | Exclude<Chunk, ToolCallChunk>
  | (Omit<ToolCallChunk, 'index'> & { readonly index?: number | undefined })
  | { readonly type: 'malformed'; readonly errors: readonly string[] };
