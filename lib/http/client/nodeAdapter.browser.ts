/** Replaces `nodeAdapter` in the bundle of a browser, where `fetch` sends and the browser keeps the connections. */
export const nodeAdapter = undefined;

export const watchTransport = (): undefined => undefined;
