/** A URL of a service. */
export const isHttpUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** A URL of a proxy that the library can go through. */
export const isProxyUrl = (text: string): boolean => /^(?:https?|socks5h?):\/\//i.test(text) && URL.canParse(text);
