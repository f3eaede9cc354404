import { right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/**
 * A codec that first checks whether a value has a strict shape, and reads it member by member only if it does not.
 *
 * A value of the strict shape is returned as it is, at the cost of `is`. If the patient reader cannot read a value either, the strict
 * codec explains why.
 */
export class PatientType<A> extends t.Type<A> {
  readonly #strict: t.Type<A>;
  readonly #read: (value: unknown) => A | undefined;

  /**
   * @param read the patient reader; returns `undefined` if nothing can be read
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
    this.#strict = strict;
    this.#read = read;
  }

  /** Like `validate`, without creating a context where none is needed, since it runs for each frame. */
  override decode(value: unknown): t.Validation<A> {
    const known = this.read(value);
    return known === undefined ? super.decode(value) : right(known);
  }

  /** The value as far as it can be read; `undefined` if it cannot, without a reason. */
  read(value: unknown): A | undefined {
    return this.#strict.is(value) ? value : this.#read(value);
  }
}
