import type { Observable } from 'rxjs';
import type { Chunk } from '../../chunk/Chunk.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import { mapError } from '../../rx/mapError.ts';
import { retryRequest } from '../../sources/retryRequest.ts';

/** After a longer wait `retryRequest` gives up. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Called before the request is sent again, with the reason and the time. */
export type TellRetry = (message: string, advice: string) => void;

/** Hides an error from `retryRequest`, so that the request is not sent again. */
class Final {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Sends the request again if the service was reached but could not answer (a rate limit, an overload, a failure), as long as no content
 * has arrived. A failed connection is reported at once: the person at the terminal can act on it.
 */
export function retrying(answer: Observable<Chunk>, retries: number, tell: TellRetry): Observable<Chunk> {
  let attempt = 0;
  const sort = (error: unknown): unknown => {
    if (!isWorthATry(error)) return new Final(error);
    if (attempt < retries) tell(error.message, `trying again ${waitOf(error)}, retry ${++attempt} of ${retries}`);
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
