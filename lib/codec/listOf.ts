import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** The first few are enough: nobody wants to read a million of them. */
const MAX_ERRORS = 32;

/** A codec of a list, which reports at most about thirty mistakes. Its entries must not transform, since the list itself is the result. */
export const listOf = <A>(entry: t.Type<A>, name: string): t.Type<readonly A[]> =>
  new t.Type<readonly A[]>(
    name,
    (value): value is readonly A[] => Array.isArray(value) && value.every(entry.is),
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context);
      const errors: t.ValidationError[] = [];
      for (const [i, given] of value.entries()) {
        const decoded = entry.validate(given, t.appendContext(context, String(i), entry, given));
        if (isLeft(decoded)) errors.push(...decoded.left);
        if (errors.length >= MAX_ERRORS) break;
      }
      return errors.length === 0 ? t.success(value) : t.failures(errors);
    },
    t.identity,
  );
