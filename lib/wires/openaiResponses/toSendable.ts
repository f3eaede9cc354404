import { parseDataUrl } from '../asking/parseDataUrl.ts';

const IN_BASE64 = /^data:[^,]*;base64,/i;

/** Is it a web address, or a `data:` URL? */
export const isSendable = (url: string): boolean => /^(?:https?:\/\/|data:)/i.test(url);

/**
 * A URL as the wire takes it: data in base64, as they are where they are so already.
 *
 * @param mediaType of data that do not name theirs
 */
export function toSendable(url: string, mediaType?: string): string {
  const isNamed = !/^data:[;,]/i.test(url);
  if (IN_BASE64.test(url) && (isNamed || mediaType === undefined)) return url;
  const data = parseDataUrl(url);
  if (data === undefined) return url;
  return `data:${isNamed ? data.mediaType : (mediaType ?? data.mediaType)};base64,${data.base64}`;
}
