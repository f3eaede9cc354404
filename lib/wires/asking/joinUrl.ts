/** Stands for the page's origin in a URL that begins with `/`. */
const PAGE = 'http://page.invalid';

/** A base URL, absolute or of a page, with a path after its own; parameters stay at the end. */
export function joinUrl(baseUrl: string, path: string): string {
  const url = new URL(baseUrl, PAGE);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return baseUrl.startsWith('/') ? url.href.slice(PAGE.length) : url.href;
}
