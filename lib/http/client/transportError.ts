import type { ConnectionCause } from '../../errors/ConnectionError.ts';

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

/** Is it axios's own? Asked by its mark, which holds across copies, and where axios is not there. */
export const isAxiosError = (error: unknown): error is { readonly cause?: unknown; readonly request?: unknown } =>
  (error as { readonly isAxiosError?: unknown } | null | undefined)?.isAxiosError === true;

/** What axios wrapped, whose own error holds the whole request; and what Node's `fetch` wrapped, whose own error says nothing. */
function originOf(error: unknown): unknown {
  const origin = isAxiosError(error) ? error.cause : error;
  const { code, cause } = (origin ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  return code === undefined && typeof cause === 'object' && cause !== null ? cause : origin;
}
