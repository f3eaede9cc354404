import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** The first few are enough: nobody wants to read a million of them. */
const MAX_ERRORS = 32;

/** A list that reports at most about thirty mistakes, for input from strangers. */
export function boundedArray<A>(item: t.Type<A>, name: string): t.Type<readonly A[]> {
  const list = t.readonlyArray(item, name);
  return new t.Type<readonly A[]>(
    name,
    list.is,
    (value, context) => {
      if (list.is(value)) return t.success(value);
      if (!Array.isArray(value)) return t.failure(value, context);
      const errors: t.ValidationError[] = [];
      for (const [i, entry] of (value as readonly unknown[]).entries()) {
        const decoded = item.validate(entry, t.appendContext(context, String(i), item, entry));
        if (isLeft(decoded)) errors.push(...decoded.left);
        if (errors.length >= MAX_ERRORS) break;
      }
      return t.failures(errors);
    },
    t.identity,
  );
}
