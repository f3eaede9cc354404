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

/** Fails with what an answer with a status of 300 or above says, after its body was read: up to 64 KiB, for at most 5 s. */
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

/** The header by which a service says it itself. */
const SHOULD_RETRY: Readonly<Record<string, boolean>> = { true: true, false: false };
