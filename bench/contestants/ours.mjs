import { provider, rxllm } from './provider.mjs';
import { messages, model } from './question.mjs';

export function read(baseUrl, take, signal) {
  return new Promise((resolve, reject) => {
    provider(baseUrl)
      .stream({ model, messages, signal })
      .subscribe({
        next: (chunk) => {
          if (chunk.type === 'text') take(chunk.text, chunk.choice);
        },
        error: reject,
        complete: resolve,
      });
  });
}

export const stream = (baseUrl) => provider(baseUrl).stream({ model, messages }).pipe(rxllm.toText());
/** A retry that repeats no text. */
export const retried = rxllm.retryRequest({ maxRetries: 1 });
/** Work on each piece that pauses the socket. */
export const workOn = rxllm.mapAsync;

export const ways = {
  unsubscribe(baseUrl, onText) {
    const subscription = provider(baseUrl)
      .stream({ model, messages })
      .subscribe((chunk) => chunk.type === 'text' && onText());
    return () => subscription.unsubscribe();
  },
  abort(baseUrl, onText) {
    const abort = new AbortController();
    read(baseUrl, onText, abort.signal).catch(() => undefined);
    return () => abort.abort();
  },
};
