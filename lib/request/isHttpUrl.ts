/** What the URL of a service has to be, for messages. */
export const HTTP_URL = 'a URL that begins with http:// or https://';

/** Whether a text is an absolute http or https URL. */
export const isHttpUrl = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);
