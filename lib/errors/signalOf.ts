import type { ChatStreamError } from './ChatStreamError.ts';

const signals = new WeakMap<ChatStreamError, AbortSignal>();

/** The signal of the failed request, so that waiting for the next attempt ends with it. No rendering of the error shows it. */
export const signalOf = (error: ChatStreamError): AbortSignal | undefined => signals.get(error);

export function rememberSignal(error: ChatStreamError, signal: AbortSignal | undefined): void {
  if (signal) signals.set(error, signal);
}
