import type { ConnectionCause } from '../errors/ConnectionError.ts';

/** The transport's own word for what went wrong. */
export function codeOf(error: unknown): string {
  const codes = [originOf(error), error].map(
    (value) => (value as { readonly code?: unknown } | null | undefined)?.code,
  );
  return codes.find((code): code is string => typeof code === 'string' && code !== '') ?? 'ERR_NETWORK';
}

/** Of the transport's error nothing but its names: the rest holds the request. */
export function causeOf(error: unknown): ConnectionCause {
  const { name, code, syscall } = (originOf(error) ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries({ name, code, syscall }).filter(([, value]) => typeof value === 'string'));
}

/** What axios wrapped: its own error holds the whole request. */
function originOf(error: unknown): unknown {
  const { isAxiosError, cause } = (error ?? {}) as { readonly isAxiosError?: unknown; readonly cause?: unknown };
  return isAxiosError === true ? cause : error;
}
