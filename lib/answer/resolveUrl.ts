import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { isHttpUrl } from '../request/isHttpUrl.ts';

/** An absolute URL: one that begins with `/` is resolved against the page's. */
export function resolveUrl(url: string): string {
  if (isHttpUrl(url)) return url;
  const { location } = globalThis as { readonly location?: { readonly href?: string } };
  if (location?.href !== undefined && isHttpUrl(location.href)) return new URL(url, location.href).href;
  const expected = 'an absolute URL outside a page';
  throw new InvalidRequestError([
    {
      path: 'options/baseUrl',
      expected,
      message: 'options/baseUrl must be an absolute URL here: only a page can resolve a relative one',
    },
  ]);
}
