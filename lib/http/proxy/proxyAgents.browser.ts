import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';

/** Replaces `proxyAgents` in the bundle of a browser, where a page cannot choose its proxy. */
export const whyNoProxy = (): string => 'the runtime has its own';

export const checkProxyAnswer = <T>(response: T): T => response;

export const proxyFromEnvironment = (): undefined => undefined;

export const createProxyAgents = (): Promise<never> =>
  Promise.reject(
    new InvalidRequestError([{ path: 'proxy', expected: 'nothing', message: `proxy cannot be used: ${whyNoProxy()}` }]),
  );
