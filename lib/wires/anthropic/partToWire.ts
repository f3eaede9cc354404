import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { isHttpUrl } from '../../request/isHttpUrl.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Part } from '../../request/Message.ts';
import { type DataUrl, parseDataUrl } from '../asking/parseDataUrl.ts';

/** Called for what the wire does not support. */
type Unsupported = ProviderCall['unsupported'];
type FilePart = Part & { readonly type: 'file' };

const IMAGES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);
const PDF = 'application/pdf';
const NO_URL = 'it must be a web address, or a data: URL whose base64 can be read';

/** A part of a message as a content block; empty for a blank text, which the service refuses. */
export function partToWire(part: Part, path: string, unsupported: Unsupported): readonly JsonObject[] {
  if (part.type === 'text') return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
  const source = part.type === 'image' ? imageOf(part.url) : fileOf(part);
  if (typeof source !== 'string') return [source];
  unsupported(`${path}/url`, source);
  return [];
}

/** The block, or why there is none. */
function imageOf(url: string): JsonObject | string {
  const data = parseDataUrl(url);
  if (data === undefined) return isHttpUrl(url) ? imageAt(url) : NO_URL;
  const mediaType = mediaTypeOf(data.mediaType);
  return IMAGES.has(mediaType) ? imageIn(mediaType, data) : 'an image must be a JPEG, PNG, GIF or WebP';
}

function fileOf({ url, name, mediaType: told = '' }: FilePart): JsonObject | string {
  const data = parseDataUrl(url);
  if (data === undefined) return fileAt(url, name, mediaTypeOf(told));
  const isTold = data.mediaType !== '' && data.mediaType !== 'application/octet-stream';
  const mediaType = mediaTypeOf(isTold ? data.mediaType : told);
  if (IMAGES.has(mediaType)) return imageIn(mediaType, data);
  if (mediaType === PDF) return documentOf({ type: 'base64', media_type: PDF, data: data.base64 }, name);
  if (!mediaType.startsWith('text/')) return 'a file must be a PDF, a text or an image';
  return documentOf({ type: 'text', media_type: 'text/plain', data: textOf(data) }, name);
}

/** A file at an address is assumed to be a PDF, unless a media type is given. */
function fileAt(url: string, name: string | undefined, mediaType: string): JsonObject | string {
  if (!isHttpUrl(url)) return NO_URL;
  if (IMAGES.has(mediaType)) return imageAt(url);
  if (mediaType === '' || mediaType === PDF) return documentOf({ type: 'url', url }, name);
  return 'a file at a web address must be a PDF or an image';
}

const imageAt = (url: string): JsonObject => ({ type: 'image', source: { type: 'url', url } });

const imageIn = (mediaType: string, { base64 }: DataUrl): JsonObject => ({
  type: 'image',
  source: { type: 'base64', media_type: mediaType, data: base64 },
});

const documentOf = (source: JsonObject, title: string | undefined): JsonObject => ({ type: 'document', source, title });

/** Without parameters, and with its correct name. */
function mediaTypeOf(mediaType: string): string {
  const plain = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return plain === 'image/jpg' ? 'image/jpeg' : plain;
}

const textOf = ({ base64 }: DataUrl): string =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
