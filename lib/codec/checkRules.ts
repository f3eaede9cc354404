import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { type Issue, mustBe } from '../errors/Issue.ts';
import { nearestName } from './nearestName.ts';
import type { Rule } from './Rule.ts';

/** One rule for each member, whether the member may be absent or not. */
export type Rules<A> = { readonly [K in keyof A]-?: Rule };

/** Throws `InvalidRequestError` for options that do not exist or break their rules. `undefined` is accepted under any name. */
export function checkRules<A extends object>(options: A, rules: Rules<A>): void {
  if (typeof options !== 'object' || options === null) throw new InvalidRequestError([mustBe('options', 'an object')]);
  const issues = Object.entries(options).flatMap(([name, value]) => {
    const rule: Rule | undefined = Object.hasOwn(rules, name) ? rules[name as keyof A] : undefined;
    if (value === undefined || rule?.is(value) === true) return [];
    return [rule ? mustBe(`options/${name}`, rule.name) : unknownOption(name, Object.keys(rules))];
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
}

function unknownOption(name: string, known: readonly string[]): Issue {
  const nearest = nearestName(name, known)?.name;
  const path = `options/${name}`;
  return { path, expected: 'nothing', message: `${path} is not a known option: the nearest is "${nearest}"` };
}
