import { map, type Observable } from 'rxjs';
import { ProviderError } from '../../errors/ProviderError.ts';
import { readExcerpt } from '../body/readExcerpt.ts';
import type { ResponseHead } from '../head/ResponseHead.ts';
import { requestIdOf } from '../head/requestIdOf.ts';
import { classifyHttpError } from './classifyError.ts';
import { holdsPage } from './excerptOf.ts';
import { markFromPage } from './pageErrors.ts';
import { readRetryAfter } from '../head/readRetryAfter.ts';
import type { ReadWireError } from './WireError.ts';

/** Fails with the error of an answer whose status is 300 or above, after reading its body: up to 64 KiB, for at most 5 s. */
export function failWithRefusal(
  { status, headers }: ResponseHead,
  body$: Observable<Uint8Array>,
  readWireError?: ReadWireError,
): Observable<never> {
  return readExcerpt(body$).pipe(
    map((text) => {
      const said = classifyHttpError(status, text, readWireError);
      const shouldRetry = SHOULD_RETRY[headers['x-should-retry'] ?? ''];
      const error = new ProviderError(
        {
          ...said,
          inBand: false,
          retryable: shouldRetry ?? said.retryable,
          retryAfterMs: readRetryAfter(headers) ?? said.retryAfterMs,
        },
        { requestId: requestIdOf(headers) },
      );
      if (holdsPage(text)) markFromPage(error);
      throw error;
    }),
  );
}

/** The header in which a service itself says whether to retry. */
const SHOULD_RETRY: Readonly<Record<string, boolean>> = { true: true, false: false };
