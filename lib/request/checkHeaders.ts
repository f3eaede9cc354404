import { type Issue, mustBe } from '../errors/Issue.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** Whether an HTTP header can carry this text. axios would silently remove what it cannot. */
export const isHeaderValue = (value: unknown): boolean => typeof value === 'string' && FIELD_VALUE.test(value);

/** The headers that HTTP cannot carry, by their paths. */
export function checkHeaders(headers: Readonly<Record<string, string | undefined>>, root: string): Issue[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (!TOKEN.test(name)) return [mustBe(root, 'an object of header names that HTTP can carry')];
    if (value !== undefined && !isHeaderValue(value)) {
      return [mustBe(`${root}/${name}`, 'Latin-1 text without line breaks and control characters')];
    }
    return [];
  });
}
