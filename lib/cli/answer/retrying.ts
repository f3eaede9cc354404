import type { Observable } from 'rxjs';
import type { Chunk } from '../../chunk/Chunk.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import { mapError } from '../../rx/mapError.ts';
import { retryRequest } from '../../sources/retryRequest.ts';

/** What `retryRequest` does not ask again after. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Told before the question is asked again: why, and when. */
export type TellRetry = (message: string, advice: string) => void;

/** An error after which nobody asks again: `retryRequest` does not know it. */
class Final {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Asks again where a service that was reached could not answer now (a rate limit, an overload, a failure of its own), as long as
 * nothing of the answer came. Where nobody answered at all, the person at the terminal wants to know at once.
 */
export function retrying(answer: Observable<Chunk>, retries: number, tell: TellRetry): Observable<Chunk> {
  let attempt = 0;
  const sort = (error: unknown): unknown => {
    if (!isWorthATry(error)) return new Final(error);
    if (attempt < retries) tell(error.message, `asking again ${waitOf(error)}, retry ${++attempt} of ${retries}`);
    return error;
  };
  return answer.pipe(
    mapError(sort),
    retryRequest({ maxRetries: retries, maxRetryAfterMs: MAX_RETRY_AFTER_MS }),
    mapError((error) => (error instanceof Final ? error.error : error)),
  );
}

const isWorthATry = (error: unknown): error is ProviderError =>
  error instanceof ProviderError &&
  error.retryable &&
  !error.contentReceived &&
  (error.retryAfterMs ?? 0) <= MAX_RETRY_AFTER_MS;

const waitOf = ({ retryAfterMs }: ProviderError): string =>
  retryAfterMs === undefined ? 'in a moment' : `in ${Math.ceil(retryAfterMs / 1000)} s`;
