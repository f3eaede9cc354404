import { isHttpUrl } from '../request/isHttpUrl.ts';

/** A URL as a page resolves it: a relative one against the page's URL. Outside a page it is returned unchanged. */
export function inPage(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly href?: string } };
  const href = location?.href;
  return isHttpUrl(url) || !href || !URL.canParse(url, href) ? url : new URL(url, href).href;
}
