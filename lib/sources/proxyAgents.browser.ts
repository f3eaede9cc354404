import { InvalidRequestError } from '../errors/InvalidRequestError.ts';

/** Stands for `proxyAgents` in a browser's bundle: a page cannot choose its proxy. */
export const proxyFromEnvironment = (): undefined => undefined;

export function createProxyAgents(): Promise<never> {
  return Promise.reject(
    new InvalidRequestError([{ path: 'proxy', expected: 'nothing: a browser chooses its own proxy' }]),
  );
}
