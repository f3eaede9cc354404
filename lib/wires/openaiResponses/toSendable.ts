import { parseDataUrl } from '../asking/parseDataUrl.ts';

const IN_BASE64 = /^data:[^,]*;base64,/i;

/** Whether it is a web address, or a `data:` URL. */
export const isSendable = (url: string): boolean => /^(?:https?:\/\/|data:)/i.test(url);

/**
 * A URL in the form that the wire accepts: data in base64, unchanged if it is base64 already.
 *
 * @param mediaType the media type of data without its own
 */
export function toSendable(url: string, mediaType?: string): string {
  const isNamed = !/^data:[;,]/i.test(url);
  if (IN_BASE64.test(url) && (isNamed || mediaType === undefined)) return url;
  const data = parseDataUrl(url);
  if (data === undefined) return url;
  return `data:${isNamed ? data.mediaType : (mediaType ?? data.mediaType)};base64,${data.base64}`;
}
