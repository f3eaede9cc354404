import type { JsonObject } from '../../request/JsonObject.ts';
import type { Part } from '../../request/Message.ts';
import { parseDataUrl } from '../asking/parseDataUrl.ts';
import { toSendable } from './toSendable.ts';

/** The file extensions of media types that do not end with the extension. */
const ENDINGS: Readonly<Record<string, string>> = { plain: 'txt', markdown: 'md', javascript: 'js' };

/**
 * A file by its web address, or as data with a name: the server refuses data without a name, and derives the type of file from its
 * extension.
 */
export function fileToInput({ url, name, mediaType }: Part & { readonly type: 'file' }): JsonObject {
  if (!/^data:/i.test(url)) return { type: 'input_file', file_url: url };
  const file_data = toSendable(url, mediaType);
  const kind = parseDataUrl(file_data)?.mediaType ?? '';
  return { type: 'input_file', filename: name ?? nameOf(kind || 'text/plain'), file_data };
}

function nameOf(mediaType: string): string {
  const kind = mediaType.split('/')[1]?.toLowerCase() ?? '';
  const ending = Object.hasOwn(ENDINGS, kind) ? ENDINGS[kind] : kind;
  return `file.${ending || 'bin'}`;
}
