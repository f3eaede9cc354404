/** What a `data:` URL holds. */
export interface DataUrl {
  /** In lower case and without parameters; empty where the URL does not tell. */
  readonly mediaType: string;
  /** Padded standard base64. */
  readonly base64: string;
}

/**
 * Takes a `data:` URL apart; `undefined` for what is none. What is percent-encoded is decoded, and encoded anew in base64 where it was
 * not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function parseDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(',');
  if (comma < 0 || !/^data:/i.test(url)) return undefined;
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64');
  const data = url.slice(comma + 1);
  return {
    mediaType: mediaType.trim().toLowerCase(),
    base64: isBase64 ? asStandard(data) : btoa(percentDecode(data)),
  };
}

/** Without white space and percent signs, in the standard's alphabet, padded. */
function asStandard(base64: string): string {
  const plain = base64.includes('%') ? percentDecode(base64) : base64;
  const odd = plain.search(/[^A-Za-z0-9+/]/);
  const isStandard = odd < 0 || /^={1,2}$/.test(plain.slice(odd));
  if (isStandard && plain.length % 4 === 0) return plain;
  const digits = plain.replaceAll(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

/** The bytes of a percent-encoded text, one a character: they need not be UTF-8. */
function percentDecode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let decoded = '';
  for (let i = 0; i < bytes.length; i++) {
    const escaped =
      bytes[i] === 0x25 ? /^%([0-9a-f]{2})/i.exec(String.fromCharCode(...bytes.subarray(i, i + 3))) : null;
    decoded += escaped
      ? String.fromCharCode(Number.parseInt(escaped[1] ?? '', 16))
      : String.fromCharCode(bytes[i] ?? 0);
    if (escaped) i += 2;
  }
  return decoded;
}
