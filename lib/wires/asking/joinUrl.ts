/** Represents the page's origin in a URL that begins with `/`. */
const PAGE = 'http://page.invalid';

/** Appends a path to a base URL, absolute or relative to a page; query parameters stay at the end. */
export function joinUrl(baseUrl: string, path: string): string {
  const url = new URL(baseUrl, PAGE);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return baseUrl.startsWith('/') ? url.href.slice(PAGE.length) : url.href;
}
