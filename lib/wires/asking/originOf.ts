/** The home page of a service that is only known by its base URL; empty for a URL that is relative to a page. */
export const originOf = (baseUrl: string): string => (baseUrl.startsWith('/') ? '' : new URL(baseUrl).origin);
