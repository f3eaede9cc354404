/** Stands for `nodeAdapter` in a browser's bundle: `fetch` sends there, and the browser keeps the connections. */
export const nodeAdapter = undefined;

export const watchTransport = (): undefined => undefined;
