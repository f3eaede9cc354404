import { right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/**
 * A codec that asks first whether a value is of a strict shape, and only where it is not, reads it member by member.
 *
 * What has the strict shape is handed on as it is, for what `is` costs. What the patient way cannot read either is explained by the strict
 * codec.
 */
export class PatientType<A> extends t.Type<A> {
  readonly #strict: t.Type<A>;
  readonly #read: (value: unknown) => A | undefined;

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
    this.#strict = strict;
    this.#read = read;
  }

  /** As `validate`, without a context for what needs none: it is asked for each frame. */
  override decode(value: unknown): t.Validation<A> {
    const known = this.read(value);
    return known === undefined ? super.decode(value) : right(known);
  }

  /** The value as far as it can be read, without a word on why it cannot: `undefined`. */
  read(value: unknown): A | undefined {
    return this.#strict.is(value) ? value : this.#read(value);
  }
}
