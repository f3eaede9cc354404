import type { ChatStreamError } from './ChatStreamError.ts';

const signals = new WeakMap<ChatStreamError, AbortSignal>();

/** The signal of the request that failed, so that a wait for the next try ends with it. It shows in no rendering. */
export const signalOf = (error: ChatStreamError): AbortSignal | undefined => signals.get(error);

export function rememberSignal(error: ChatStreamError, signal: AbortSignal | undefined): void {
  if (signal) signals.set(error, signal);
}
