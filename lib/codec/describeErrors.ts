import type { Context, Errors } from 'io-ts';

/** What a codec missed at one place of a value. */
export interface Mismatch {
  /** Member names and indices, joined by `/`; empty for the value itself. */
  readonly path: string;
  /** The name of the codec that did not accept it. */
  readonly expected: string;
}

/** The places where a value did not decode, in order, each once: never a value. */
export function describeErrors(errors: Errors, root = ''): readonly Mismatch[] {
  const expected = new Map<string, string[]>();
  for (const { context } of errors) {
    const name = context.at(-1)?.type.name ?? 'unknown';
    // An optional member complains of `undefined` too, which helps nobody.
    if (name === 'undefined') continue;
    const path = [...(root === '' ? [] : [root]), ...pathOf(context)].join('/');
    const names = expected.get(path) ?? [];
    if (!names.includes(name)) names.push(name);
    expected.set(path, names);
  }
  return [...expected].map(([path, names]) => ({ path, expected: names.join(' | ') }));
}

/** `choices/0/delta: expected …`, one line for each mismatch. */
export const renderMismatch = ({ path, expected }: Mismatch): string =>
  path === '' ? expected : `${path}: ${expected}`;

/** The keys of a context, without the member numbers that io-ts puts there for unions and intersections. */
function pathOf(context: Context): readonly string[] {
  return context.slice(1).flatMap((entry, i) => {
    const parent = (context[i]?.type as { readonly _tag?: string } | undefined)?._tag;
    return parent === 'UnionType' || parent === 'IntersectionType' ? [] : [entry.key];
  });
}
