import type { Chunk } from '../chunk/Chunk.ts';
import { TEXT_MARK } from './toFrame.ts';

/** The chunk of a frame. Throws if it does not contain one: a newer version or another program wrote it. */
export function fromFrame(frame: string): Chunk {
  if (frame.startsWith(TEXT_MARK)) return { type: 'text', choice: 0, text: frame.slice(TEXT_MARK.length) };
  const chunk = JSON.parse(frame) as Partial<Chunk> | null;
  if (typeof chunk?.type !== 'string') throw new TypeError('a frame of the log holds no chunk');
  return chunk as Chunk;
}
