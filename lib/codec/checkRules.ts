import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { type Issue, mustBe } from '../errors/Issue.ts';
import { nearestName } from './nearestName.ts';
import type { Rule } from './Rule.ts';

/** One rule for each member, whether the member may be absent or not. */
export type Rules<A> = { readonly [K in keyof A]-?: Rule };

/**
 * Throws `InvalidRequestError` for options that do not exist or break their rules. `undefined` is accepted under any name.
 *
 * @param root the path of the options themselves
 */
export function checkRules<A extends object>(options: A, rules: Rules<A>, root = 'options'): void {
  if (typeof options !== 'object' || options === null) throw new InvalidRequestError([mustBe(root, 'an object')]);
  const issues = Object.entries(options).flatMap(([name, value]) => {
    const rule: Rule | undefined = Object.hasOwn(rules, name) ? rules[name as keyof A] : undefined;
    if (value === undefined || rule?.is(value) === true) return [];
    const path = root === '' ? name : `${root}/${name}`;
    return [rule ? mustBe(path, rule.name) : unknownOption(path, nearestName(name, Object.keys(rules))?.name)];
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
}

const unknownOption = (path: string, nearest: string | undefined): Issue => ({
  path,
  expected: 'nothing',
  message: `${path} is not a known option: the nearest is "${nearest}"`,
});
