import { right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/**
 * A codec that asks first whether a value is of a strict shape, and only where it is not, reads it member by member.
 *
 * What has the strict shape is handed on as it is, for what `is` costs. What the patient way cannot read either is explained by the strict
 * codec.
 */
export class PatientType<A> extends t.Type<A> {
  /**
   * @param read the patient way; `undefined` where nothing can be read
   */
  constructor(strict: t.Type<A>, read: (value: unknown) => A | undefined) {
    super(
      strict.name,
      strict.is,
      (value, context) => {
        if (strict.is(value)) return t.success(value);
        const known = read(value);
        return known === undefined ? strict.validate(value, context) : t.success(known);
      },
      t.identity,
    );
    // oxlint-disable-next-line typescript/unbound-method -- io-ts binds it
    const explain = this.decode;
    this.decode = (value) => {
      if (strict.is(value)) return right(value);
      const known = read(value);
      return known === undefined ? explain(value) : right(known);
    };
  }
}
