import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { inPage } from '../http/inPage.ts';
import { isHttpUrl } from '../request/isHttpUrl.ts';

/** An absolute URL: a relative one is resolved against the page's. */
export function resolveUrl(url: string): string {
  const absolute = inPage(url);
  if (isHttpUrl(absolute)) return absolute;
  const expected = 'an absolute URL outside a page';
  throw new InvalidRequestError([
    {
      path: 'options/baseUrl',
      expected,
      message: 'options/baseUrl must be an absolute URL here: only a page can resolve a relative one',
    },
  ]);
}
