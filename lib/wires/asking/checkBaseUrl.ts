import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { notTogether } from '../../errors/Issue.ts';
import { hasCredentials } from '../../http/withoutCredentials.ts';

/** The options of a factory that have to be consistent with its base URL. */
export interface BaseUrlOptions {
  readonly baseUrl: string;
  readonly apiKey?: unknown;
}

/**
 * Throws `InvalidRequestError` for a base URL whose mistake would otherwise only show as a 404, or as a key that is not sent.
 *
 * @param paths what a wire appends to a base URL, or another wire would: `/chat/completions`
 */
export function checkBaseUrl({ baseUrl, apiKey }: BaseUrlOptions, paths: readonly string[]): void {
  // One that begins with `/` is relative to a page.
  const ownPath = new URL(baseUrl, 'http://page.invalid').pathname.replace(/\/+$/, '');
  const path = paths.find((candidate) => ownPath.endsWith(candidate));
  if (path !== undefined) {
    const message = `options/baseUrl must end before ${path}: the provider adds its path itself`;
    throw new InvalidRequestError([{ path: 'options/baseUrl', expected: `a URL without ${path}`, message }]);
  }
  if (apiKey !== undefined && hasCredentials(baseUrl)) {
    throw new InvalidRequestError([notTogether('options/apiKey', 'the credentials in options/baseUrl')]);
  }
}
