/** The home page of a service that is known by its base URL only; empty for one that is relative to a page. */
export const originOf = (baseUrl: string): string => (baseUrl.startsWith('/') ? '' : new URL(baseUrl).origin);
