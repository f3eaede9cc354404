/** What a `data:` URL holds. */
export interface DataUrl {
  /** Without its parameters: `image/png`. */
  readonly mediaType: string;
  /** Plain base64. */
  readonly base64: string;
}

/** RFC 2397's type for a URL that names none. */
const DEFAULT_MEDIA_TYPE = 'text/plain';

/**
 * What a `data:` URL holds, as base64: one that is percent-encoded is decoded and encoded anew. `undefined` for any other URL.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function parseDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(',');
  if (comma < 0 || !/^data:/i.test(url)) return undefined;
  const [type = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  const data = url.slice(comma + 1);
  const isBase64 = parameters.at(-1)?.trim().toLowerCase() === 'base64';
  return {
    mediaType: type.trim().toLowerCase() || DEFAULT_MEDIA_TYPE,
    base64: isBase64 ? plainBase64(data) : btoa(percentDecode(data)),
  };
}

/** Base64 may be percent-encoded itself, and broken into lines. */
const plainBase64 = (data: string): string => (/[%\s]/.test(data) ? percentDecode(data).replaceAll(/\s+/g, '') : data);

/** The bytes, one character each. */
const percentDecode = (text: string): string =>
  text
    .replaceAll(/[^\0-\u007F]/gu, toBytes)
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const toBytes = (character: string): string => String.fromCharCode(...new TextEncoder().encode(character));
