/** Whether a value can be awaited. `instanceof Promise` is false for the promises of other realms, of Zone.js and of libraries. */
export const isPromiseLike = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
