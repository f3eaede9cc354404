import type { ModelListing } from '../../answer/Wire.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { usualListing } from '../../provider/usualListing.ts';

/** The maximum number of models on one page. */
const PAGE = 1000;

/** The models page by page, each with a pointer to the next. Other servers of this wire return the usual list. */
export function messagesListing(endpoint: string): ModelListing {
  const usual = usualListing(endpoint);
  const first = withParameter(endpoint, `limit=${PAGE}`);
  return {
    ...usual,
    endpoint: first,
    next: (page) => {
      if (!isRecord(page) || page['has_more'] !== true) return undefined;
      const last = page['last_id'] ?? usual.names(page).at(-1);
      return typeof last === 'string' && last !== ''
        ? withParameter(first, `after_id=${encodeURIComponent(last)}`)
        : undefined;
    },
  };
}

const withParameter = (url: string, parameter: string): string => `${url}${url.includes('?') ? '&' : '?'}${parameter}`;
