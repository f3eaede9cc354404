import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { issuesOf } from '../codec/issuesOf.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { type Issue, notTogether } from '../errors/Issue.ts';
import { checkHeaders } from '../request/checkHeaders.ts';
import type { ProviderOptions } from './ProviderOptions.ts';

/** Throws an `InvalidRequestError` for bad options: a service should fail at its start, not at its first request. */
export function checkOptions(options: ProviderOptions, codec: Pick<t.Type<unknown>, 'decode'>): void {
  const decoded = codec.decode(options);
  if (isLeft(decoded)) throw new InvalidRequestError(issuesOf(decoded.left, 'options'));
  const issues: Issue[] = checkHeaders(options.headers ?? {}, 'options/headers');
  if (options.axios !== undefined && options.fetch !== undefined) {
    issues.push(notTogether('options/fetch', 'options/axios'));
  }
  if (issues.length > 0) throw new InvalidRequestError(issues);
}
