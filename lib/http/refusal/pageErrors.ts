const pages = new WeakSet<object>();

/** Notes that an error's words are those of a page, made for a person at a browser by whoever stands before the service. */
export function markFromPage(error: object): void {
  pages.add(error);
}

/** Are an error's words those of a page? */
export const isFromPage = (error: object): boolean => pages.has(error);
