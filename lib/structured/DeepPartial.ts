/**
 * A value that is still being written: any member may be missing, any list may have fewer elements, and any text may be cut off, so that
 * a union of string literals (`'red' | 'green'`) becomes `string`.
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

/** A list stays a list; a tuple may have fewer elements. */
type PartialList<A extends readonly unknown[]> = number extends A['length']
  ? readonly DeepPartial<A[number]>[]
  : { readonly [K in keyof A]?: DeepPartial<A[K]> };
