/** Can it be awaited? `instanceof Promise` does not hold for the promises of other realms, of Zone.js and of libraries. */
export const isPromiseLike = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
