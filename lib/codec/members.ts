import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { nearestName, plainName } from './nearestName.ts';
import { optional } from './optional.ts';

/** Options of `members`. The members named in `required` must be present. */
export interface MembersOptions<A> {
  readonly required?: readonly (keyof A & string)[];
  /** What a member is called in messages: `option`. @default 'field' */
  readonly noun?: string;
  /** Other names of members, in lower case, and their names here. */
  readonly otherNames?: Readonly<Record<string, string>>;
}

/** One codec for each member. */
export type MemberCodecs<A> = { readonly [K in keyof A]-?: t.Type<NonNullable<A[K]>> };

/**
 * A codec of an object that has these members and no others. Any other member is an issue that names the nearest known one. A value of
 * `undefined` is accepted under any name.
 */
export function members<A extends object>(
  name: string,
  codecs: MemberCodecs<A>,
  { required = [], noun = 'field', otherNames = {} }: MembersOptions<A> = {},
): t.Type<A> {
  const all: Readonly<Record<string, t.Mixed>> = codecs;
  const known = Object.keys(all);
  const types: Readonly<Record<string, t.Mixed>> = Object.fromEntries(
    Object.entries(all).map(([key, codec]) => [key, required.includes(key as never) ? codec : optional(codec)]),
  );
  const shape = t.type(types, name);
  return new t.Type<A>(
    name,
    // io-ts's own `is` requires each member to be present, even an optional one.
    (value): value is A =>
      t.UnknownRecord.is(value) &&
      known.every((key) => types[key]?.is(value[key])) &&
      unknownMembers(value, known).length === 0,
    (value, context) => {
      const decoded = shape.validate(value, context);
      if (!t.UnknownRecord.is(value)) return decoded as never;
      const unknown = unknownMembers(value, known).map((key) => ({
        value: undefined,
        context: t.appendContext(context, key, t.never),
        message: `is not a known ${noun}${suggestionFor(key, known, otherNames)}`,
      }));
      if (unknown.length === 0) return (isUnchanged(decoded, value, known) ? t.success(value) : decoded) as never;
      return t.failures([...('left' in decoded ? decoded.left : []), ...unknown]);
    },
    t.identity,
  );
}

/** If an optional member is absent, io-ts makes another object that has it as `undefined`. */
const isUnchanged = (
  decoded: t.Validation<Readonly<Record<string, unknown>>>,
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): boolean => isRight(decoded) && known.every((key) => decoded.right[key] === value[key]);

const unknownMembers = (value: object, known: readonly string[]): readonly string[] =>
  Object.entries(value).flatMap(([key, member]) => (member === undefined || known.includes(key) ? [] : [key]));

/** `: the nearest is "apiKey"`. */
function suggestionFor(name: string, known: readonly string[], otherNames: Readonly<Record<string, string>>): string {
  const nearest = nearestName(name, known);
  const plain = plainName(name);
  const meant = nearest?.steps === 0 || !Object.hasOwn(otherNames, plain) ? nearest?.name : otherNames[plain];
  return meant === undefined ? '' : `: the nearest is "${meant}"`;
}
