import type { Mismatch } from '../codec/describeErrors.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** Can HTTP carry this text in a header? axios would strip what it cannot, in silence. */
export const isHeaderValue = (value: unknown): boolean => typeof value === 'string' && FIELD_VALUE.test(value);

/** The headers that HTTP cannot carry, by their paths. */
export function checkHeaders(headers: Readonly<Record<string, string | undefined>>, root: string): Mismatch[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (!TOKEN.test(name)) return [{ path: root, expected: 'names that HTTP can carry' }];
    if (value !== undefined && !isHeaderValue(value)) {
      return [{ path: `${root}/${name}`, expected: 'Latin-1 text without line breaks and control characters' }];
    }
    return [];
  });
}
