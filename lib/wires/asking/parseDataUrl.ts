/** The content of a `data:` URL. */
export interface DataUrl {
  /** In lower case and without parameters: `image/png`; empty if the URL has none, which means `text/plain`. */
  readonly mediaType: string;
  /** Padded standard base64. */
  readonly base64: string;
}

/**
 * Parses a `data:` URL; `undefined` for any other URL, and for invalid base64.
 *
 * Data that is not base64 is percent-decoded, and then encoded as base64. Base64 may itself be percent-encoded, broken into lines,
 * without padding, or in the URL-safe alphabet.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function parseDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(',');
  if (comma < 0 || !/^data:/i.test(url)) return undefined;
  const [type = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  const data = url.slice(comma + 1);
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64');
  const base64 = isBase64 ? standardBase64(data) : btoa(percentDecode(data));
  return base64 === undefined ? undefined : { mediaType: type.trim().toLowerCase(), base64 };
}

function standardBase64(data: string): string | undefined {
  if (isStandard(data)) return data;
  const plain = percentDecode(data).replaceAll(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const padded = plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
  return isStandard(padded) ? padded : undefined;
}

const isStandard = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

/** The bytes of a percent-encoded text, one per character: they need not be UTF-8. */
function percentDecode(text: string): string {
  return text
    .replaceAll(/[^\0-\u007F]/gu, asBytes)
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

const asBytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
