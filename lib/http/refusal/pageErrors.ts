const pages = new WeakSet<object>();

/** Marks an error whose text is from a web page, written for people by a proxy or firewall in front of the service. */
export function markFromPage(error: object): void {
  pages.add(error);
}

/** Whether the text of an error is from a web page. */
export const isFromPage = (error: object): boolean => pages.has(error);
