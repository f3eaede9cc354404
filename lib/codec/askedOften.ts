import * as t from 'io-ts';

type Members<A> = { readonly [K in keyof A]: unknown };

/**
 * A codec whose `is` is written out, because it runs for each frame of an answer: reading members by name costs a tenth of io-ts's walk
 * over a list of names. It must agree with the codec's own `is` for any JSON; a property test checks that.
 */
export function askedOften<A extends object>(
  codec: t.Type<A>,
  hasRightMembers: (members: Members<Required<A>>) => boolean,
): t.Type<A> {
  const is = (value: unknown): value is A =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && hasRightMembers(value as never);
  return new t.Type(codec.name, is, codec.validate, codec.encode);
}
