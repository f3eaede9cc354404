import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Part } from '../../request/Message.ts';
import { parseDataUrl } from '../asking/parseDataUrl.ts';
import { mediaTypeOf } from './mediaTypeOf.ts';

/** Addresses that the service fetches itself: web addresses, and Google's own storage. */
const ADDRESS = /^(?:https?|gs):\/\//i;

/**
 * A part of a user's message, or of a tool's result; empty if the wire does not support it.
 *
 * Nothing is fetched here: an image at an address is sent as that address, for which the wire requires its type.
 */
export function partToWire(part: Part, path: string, unsupported: ProviderCall['unsupported']): readonly JsonObject[] {
  if (part.type === 'text') return [{ text: part.text }];
  const { url } = part;
  const given = part.type === 'file' ? part.mediaType : undefined;
  const data = parseDataUrl(url);
  if (data)
    return [{ inlineData: { mimeType: given ?? rightlySpelt(data.mediaType || 'text/plain'), data: data.base64 } }];
  const isAddress = ADDRESS.test(url);
  const mimeType = given ?? typeOf(part, url);
  if (isAddress && mimeType !== undefined) return [{ fileData: { mimeType, fileUri: url } }];
  unsupported(`${path}/url`, isAddress ? reasonFor(part) : 'it must be a web address, gs:// or data:');
  return [];
}

/** An image's media type is often written with its file extension, which the service refuses. */
const rightlySpelt = (mediaType: string): string => (mediaType === 'image/jpg' ? 'image/jpeg' : mediaType);

/** The media type derived from the address; for an image only if it is an image type. */
function typeOf({ type }: Part, url: string): string | undefined {
  const mediaType = mediaTypeOf(url);
  return type === 'image' && mediaType?.startsWith('image/') !== true ? undefined : mediaType;
}

const reasonFor = ({ type }: Part): string =>
  type === 'image'
    ? 'it must end in png, jpeg, webp, bmp, heic or heif; for any other address use a file part with a mediaType'
    : 'its ending does not show its type: add a mediaType';
