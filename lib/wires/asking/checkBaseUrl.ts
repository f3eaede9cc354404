import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';

/** What of a factory's options its base URL has to go with. */
export interface BaseUrlOptions {
  readonly baseUrl: string;
  readonly apiKey?: unknown;
}

/**
 * Throws `InvalidRequestError` for what of a base URL would only be found out by a 404, or by a key that is not sent.
 *
 * @param paths what a wire adds to a base URL, or another wire would: `/chat/completions`
 */
export function checkBaseUrl({ baseUrl, apiKey }: BaseUrlOptions, paths: readonly string[]): void {
  // One that begins with `/` is a page's.
  const ownPath = new URL(baseUrl, 'http://page.invalid').pathname.replace(/\/+$/, '');
  const path = paths.find((candidate) => ownPath.endsWith(candidate));
  if (path !== undefined) {
    const message = `options/baseUrl must end before ${path}: the provider adds its path itself`;
    throw new InvalidRequestError([{ path: 'options/baseUrl', expected: `a URL without ${path}`, message }]);
  }
  if (apiKey !== undefined && /^https?:\/\/[^/?#]*@/i.test(baseUrl)) {
    const message = 'options/apiKey cannot be used together with the credentials in options/baseUrl: give one of them';
    throw new InvalidRequestError([{ path: 'options/apiKey', expected: 'nothing', message }]);
  }
}
