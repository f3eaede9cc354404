import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { AnyHeaders } from './ResponseOptions.ts';

/**
 * Merges headers of any form; the later ones take precedence. Throws `InvalidRequestError` for what HTTP cannot carry, such as a line
 * break.
 */
export function headersOf(...all: readonly (AnyHeaders | undefined)[]): Headers {
  const headers = new Headers();
  for (const given of all) {
    const isFirst = firstOfName();
    for (const [name, value] of entriesOf(given)) put(headers, name, value, isFirst(name));
  }
  return headers;
}

function put(headers: Headers, name: string, value: string, isFirst: boolean): void {
  try {
    if (isFirst) headers.set(name, value);
    else headers.append(name, value);
  } catch {
    throw new InvalidRequestError([mustBe(`options/headers/${name}`, 'a header that HTTP can carry')]);
  }
}

/** A name may occur several times: `set-cookie`. */
function firstOfName(): (name: string) => boolean {
  const seen = new Set<string>();
  return (name) => {
    const known = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return !known;
  };
}

function entriesOf(given: AnyHeaders | undefined): readonly (readonly [string, string])[] {
  if (given === undefined) return [];
  // Headers of another realm or of a library can be iterated too.
  if (Symbol.iterator in given) return [...(given as Iterable<readonly [string, string]>)];
  return Object.entries(given).flatMap(([name, value]) => {
    const values: readonly (string | number)[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return values.map((one) => [name, String(one)] as const);
  });
}
