import type { ConnectionCause } from '../../errors/ConnectionError.ts';

/** The transport's own code for the failure. */
export function codeOf(error: unknown): string {
  const codes = [originOf(error), error].map(
    (value) => (value as { readonly code?: unknown } | null | undefined)?.code,
  );
  return codes.find((code): code is string => typeof code === 'string' && code !== '') ?? 'ERR_NETWORK';
}

/** Only the names of the transport's error: the rest contains the request. */
export function causeOf(error: unknown): ConnectionCause {
  const { name, code, syscall } = (originOf(error) ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries({ name, code, syscall }).filter(([, value]) => typeof value === 'string'));
}

/** Whether it is axios's own error. It checks axios's mark, which works across copies and without importing axios. */
export const isAxiosError = (error: unknown): error is { readonly cause?: unknown; readonly request?: unknown } =>
  (error as { readonly isAxiosError?: unknown } | null | undefined)?.isAxiosError === true;

/** The error inside axios's error, which contains the whole request, or inside that of Node's `fetch`, which says nothing. */
function originOf(error: unknown): unknown {
  const origin = isAxiosError(error) ? error.cause : error;
  const { code, cause } = (origin ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  return code === undefined && typeof cause === 'object' && cause !== null ? cause : origin;
}
