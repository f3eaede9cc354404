/** Replaces `nodeAdapter` in the bundle of a browser, where `fetch` sends. */
export const nodeAdapter = undefined;
