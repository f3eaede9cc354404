import type { Context, Errors } from 'io-ts';
import { mustBe, type Issue } from '../errors/Issue.ts';

/** Readable names for codecs whose own names are not. */
const PHRASES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  Function: 'a function',
  UnknownRecord: 'an object',
};

/** The places where a value did not decode, in order and each once. They never contain a value. */
export function issuesOf(errors: Errors, root = ''): readonly Issue[] {
  const issues = new Map<string, Issue>();
  for (const { context, message, value } of errors) {
    const name = context.at(-1)?.type.name ?? 'unknown';
    // An optional member also reports that it expected `undefined`, which does not help.
    if (name === 'undefined') continue;
    const path = [...(root === '' ? [] : [root]), ...pathOf(context)].join('/');
    if (message !== undefined) issues.set(path, { path, expected: 'nothing', message: `${path} ${message}` });
    else issues.set(path, merge(issues.get(path), path, PHRASES[name] ?? name, value === undefined && path !== root));
  }
  return [...issues.values()];
}

/** Several codecs may have failed at the same place: each of them is expected there. */
function merge(before: Issue | undefined, path: string, phrase: string, missing: boolean): Issue {
  const phrases = before === undefined ? [] : before.expected.split(' or ');
  const expected = phrases.includes(phrase) ? phrases.join(' or ') : [...phrases, phrase].join(' or ');
  return missing ? { path, expected, message: `${path} is required: ${expected}` } : mustBe(path, expected);
}

/** The keys of a context, without the member numbers that io-ts puts there for unions and intersections. */
function pathOf(context: Context): readonly string[] {
  return context.slice(1).flatMap((entry, i) => {
    const parent = (context[i]?.type as { readonly _tag?: string } | undefined)?._tag;
    return parent === 'UnionType' || parent === 'IntersectionType' ? [] : [entry.key];
  });
}
