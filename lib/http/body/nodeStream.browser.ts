/** Replaces `nodeStream` in the bundle of a browser, where bodies are web streams. */
export const isNodeStream = (): boolean => false;

export const fromNodeStream = (): undefined => undefined;
