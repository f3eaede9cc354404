import type { ChatStreamError } from '../../errors/ChatStreamError.ts';
import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import { ConnectionError } from '../../errors/ConnectionError.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import { UnexpectedContentError } from '../../errors/UnexpectedContentError.ts';
import { UnknownModelError } from '../../errors/UnknownModelError.ts';
import { Failure } from '../session/Failure.ts';
import type { ServiceSettings } from './resolveService.ts';
import { UsageError } from '../session/UsageError.ts';

/** The library's error with what a person at a terminal can do about it. */
export function explainFailure(error: unknown, settings: ServiceSettings): unknown {
  if (!isChatStreamError(error)) return error;
  if (error instanceof InvalidRequestError) return new UsageError(error.message);
  const advice = [placeOf(error, settings), waitOf(error), adviceFor(error, settings)].filter((part) => part !== '');
  return new Failure(error.message, advice.join('; '));
}

/** Where nobody answered. The origin alone: the rest of a URL may hold a password. */
function placeOf(error: ChatStreamError, { baseUrl, proxy }: ServiceSettings): string {
  if (!(error instanceof ConnectionError)) return '';
  const through = proxy === undefined ? '' : ` through the proxy ${new URL(proxy).host}`;
  return baseUrl === undefined ? through.trim() : `tried ${new URL(baseUrl).origin}${through}`;
}

function waitOf({ retryAfterMs }: ChatStreamError): string {
  return retryAfterMs === undefined ? '' : `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
}

function adviceFor(error: ChatStreamError, { kind, baseUrl, apiKey, embedded }: ServiceSettings): string {
  if (embedded) return '';
  if (error instanceof UnknownModelError) return 'for the model of another server name that by --base-url';
  if (kind === 'autonomous') {
    const isAway = error instanceof ConnectionError || error instanceof ProviderError;
    return baseUrl === undefined && isAway
      ? 'the public service was last seen switched off: --embedded answers without it, --base-url names another'
      : '';
  }
  if (error instanceof ProviderError && error.kind === 'auth' && apiKey === undefined)
    return 'OPENAI_API_KEY is not set';
  const isElsewhere =
    error instanceof UnexpectedContentError || (error instanceof ProviderError && error.kind === 'not-found');
  const hasNoPath = baseUrl !== undefined && new URL(baseUrl).pathname === '/';
  return isElsewhere && hasNoPath ? 'most servers want /v1 at the end of the base URL' : '';
}
