import * as t from 'io-ts';

type Members<A> = { readonly [K in keyof A]: unknown };

/**
 * A codec whose `is` is written out, because it is asked for each frame of an answer: a look at members by their names costs a
 * tenth of io-ts's walk over a list of names. What it says must be what the codec's own `is` says of JSON; a property holds it to that.
 */
export function askedOften<A extends object>(
  codec: t.Type<A>,
  hasRightMembers: (members: Members<Required<A>>) => boolean,
): t.Type<A> {
  const is = (value: unknown): value is A =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && hasRightMembers(value as never);
  return new t.Type(codec.name, is, codec.validate, codec.encode);
}
