/** What a URL of a service has to be, for those who are told that theirs is not. */
export const HTTP_URL = 'a URL that begins with http:// or https://';

/** Is it an absolute URL of the web? */
export const isHttpUrl = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);
