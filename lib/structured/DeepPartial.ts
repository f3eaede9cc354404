/**
 * A value that is still being written: any member may be missing, any list may have fewer elements, and any text may be cut, so that
 * a text of few possible words (`'red' | 'green'`) is any text for a while.
 *
 * @example
 * ```ts
 * import type { DeepPartial } from 'rxllm';
 *
 * const partial: DeepPartial<{ name: string; color: 'red' | 'green'; sizes: number[] }> = { color: 're' };
 * ```
 */
export type DeepPartial<A> = A extends string
  ? string
  : A extends readonly unknown[]
    ? PartialList<A>
    : A extends object
      ? { readonly [K in keyof A]?: DeepPartial<A[K]> }
      : A;

/** A list as it is, a tuple as far as it has come. */
type PartialList<A extends readonly unknown[]> = number extends A['length']
  ? readonly DeepPartial<A[number]>[]
  : { readonly [K in keyof A]?: DeepPartial<A[K]> };
