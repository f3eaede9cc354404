import { provider, rxllm } from './provider.mjs';
import { messages, model } from './question.mjs';

const ask = (baseUrl, signal) => provider(baseUrl).stream({ model, messages, signal });

export async function read(baseUrl, take, signal) {
  for await (const chunk of ask(baseUrl, signal)) {
    if (chunk.type === 'text') take(chunk.text, chunk.choice);
  }
}

export const ways = {
  break: leaveLoop,
  return(baseUrl, onText) {
    const iterator = ask(baseUrl)[Symbol.asyncIterator]();
    void drain(iterator, onText);
    return () => iterator.return();
  },
  abort(baseUrl, onText) {
    const abort = new AbortController();
    drain(ask(baseUrl, abort.signal), onText).catch(() => undefined);
    return () => abort.abort();
  },
};

leaveLoop.leavesLoop = true;
function leaveLoop(baseUrl, onText) {
  void drain(ask(baseUrl), onText);
}

async function drain(chunks, onText) {
  for await (const chunk of chunks) if (chunk.type === 'text' && (await onText()) === false) break;
}

/** The adapters, and what keeps the back-pressure between them and the socket. */
export const stallWays = {
  async *'for await'(baseUrl) {
    for await (const chunk of ask(baseUrl)) if (chunk.type === 'text') yield chunk.text;
  },
  'toAsyncIterable after pipe': (baseUrl) => rxllm.toAsyncIterable(ask(baseUrl).pipe(rxllm.toText())),
  toReadableStream: (baseUrl) => rxllm.toReadableStream(ask(baseUrl).pipe(rxllm.toText())),
  ...(rxllm.retryRequest && {
    retryRequest: (baseUrl) => rxllm.toAsyncIterable(ask(baseUrl).pipe(rxllm.retryRequest(), rxllm.toText())),
  }),
  ...(rxllm.failover && { failover: (baseUrl) => textsOf(rxllm.failover([provider(baseUrl)])) }),
  ...(rxllm.hedge && { hedge: (baseUrl) => textsOf(rxllm.hedge([provider(baseUrl)], { delayMs: 60_000 })) }),
};

const textsOf = (source) => rxllm.toAsyncIterable(source.stream({ model, messages }).pipe(rxllm.toText()));
