/** Replaces `proxyAgents` in the bundle of a browser, where a page cannot choose its proxy: every one is refused before it is used. */
export const whyNoProxy = (): string => 'the runtime has its own';

export const checkProxyAnswer = <T>(response: T): T => response;

export const proxyFromEnvironment = (): undefined => undefined;

export const createProxyAgents = (): object => ({});
