import { basename } from 'node:path';
import type { Part } from '../../request/Message.ts';
import { UsageError } from '../session/UsageError.ts';

/** A file to send with a question. */
export interface Attachment {
  /** Its name in an error: `--file notes.pdf`. */
  readonly name: string;
  readonly part: Part;
}

/** No service accepts more, and a mistyped path may be a whole disk. */
const MAX_MEGABYTES = 50;

/** The first bytes of files of these types: a file extension may be wrong. In a WebP its name follows a length. */
const BEGINNINGS: readonly (readonly [mediaType: string, beginning: string, afterLength?: string])[] = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF', 'WEBP'],
  ['application/pdf', '%PDF-'],
];

/** The message part for a file: an image, a PDF, or a text. */
export function toAttachment(bytes: Buffer, path: string, name: string): Attachment {
  if (bytes.length === 0) throw new UsageError(`${name}: it is empty`);
  if (bytes.length > MAX_MEGABYTES * 1_000_000) {
    throw new UsageError(`${name}: it is larger than ${MAX_MEGABYTES} MB, which no service accepts`);
  }
  const title = path === '-' ? 'standard input' : basename(path);
  const mediaType = mediaTypeOf(bytes.toString('latin1', 0, 16));
  if (mediaType !== undefined) return { name, part: toDataPart(mediaType, bytes, title) };
  const text = toText(bytes);
  if (text === undefined) {
    throw new UsageError(`${name}: it must be an image (PNG, JPEG, GIF, WebP), a PDF, or UTF-8 text`);
  }
  return { name, part: { type: 'text', text: `<file name="${title.replaceAll('"', "'")}">\n${text}\n</file>` } };
}

function mediaTypeOf(start: string): string | undefined {
  const known = BEGINNINGS.find(
    ([, beginning, afterLength = '']) => start.startsWith(beginning) && start.startsWith(afterLength, 8),
  );
  return known?.[0];
}

function toDataPart(mediaType: string, bytes: Buffer, name: string): Part {
  const url = `data:${mediaType};base64,${bytes.toString('base64')}`;
  return mediaType.startsWith('image/') ? { type: 'image', url } : { type: 'file', url, name, mediaType };
}

function toText(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
