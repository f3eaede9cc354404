import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { type Issue, mustBe } from '../errors/Issue.ts';
import { checkHeaders } from '../request/checkHeaders.ts';
import { HTTP_URL, isHttpUrl } from '../request/isHttpUrl.ts';
import { checkProxy } from './proxy/checkProxy.ts';
import type { RequestConfig } from './RequestConfig.ts';

/** Throws `InvalidRequestError` for a request that cannot be sent. */
export function checkConfig({ url, headers = {}, proxy, axios, fetch }: RequestConfig): void {
  const issues: Issue[] = checkHeaders(headers, 'headers');
  if (!isHttpUrl(url)) issues.push(mustBe('url', HTTP_URL));
  issues.push(...checkProxy({ proxy, axios, fetch }, 'proxy'));
  if (issues.length > 0) throw new InvalidRequestError(issues);
}
