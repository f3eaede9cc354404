import type { Chunk } from '../chunk/Chunk.ts';

/** The prefix of a plain-text frame; JSON begins with a brace. */
export const TEXT_MARK = 'T';

/** A chunk as a frame of a log. Nearly all are texts of choice 0, of which only the text is kept; all others are written as JSON. */
export function toFrame(chunk: Chunk): string {
  return isPlainText(chunk) ? TEXT_MARK + chunk.text : JSON.stringify(chunk);
}

/** Members that others have added must not be lost. */
const isPlainText = (chunk: Chunk): chunk is Chunk & { readonly type: 'text' } =>
  chunk.type === 'text' && chunk.choice === 0 && typeof chunk.text === 'string' && Object.keys(chunk).length === 3;
