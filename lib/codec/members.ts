import * as t from 'io-ts';
import { nearestName, plainName } from './nearestName.ts';
import { objectOf } from './objectOf.ts';
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
  const listed = Object.entries<t.Mixed>(codecs).map(
    ([key, codec]) => [key, required.includes(key as never) ? codec : optional(codec)] as const,
  );
  const known = Object.keys(codecs);
  const unknown = (key: string): t.Mixed => refused(`is not a known ${noun}${suggestionFor(key, known, otherNames)}`);
  return objectOf(name, (value) => [
    ...listed,
    ...Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [[key, unknown(key)] as const])),
  ]);
}

/** A member that must not be there. */
const refused = (message: string): t.Mixed =>
  new t.Type(
    'nothing',
    t.undefined.is,
    (value, context) => (value === undefined ? t.success(value) : t.failure(undefined, context, message)),
    t.identity,
  );

/** `: the nearest is "apiKey"`. */
function suggestionFor(name: string, known: readonly string[], otherNames: Readonly<Record<string, string>>): string {
  const nearest = nearestName(name, known);
  const plain = plainName(name);
  const meant = nearest?.steps === 0 || !Object.hasOwn(otherNames, plain) ? nearest?.name : otherNames[plain];
  return meant === undefined ? '' : `: the nearest is "${meant}"`;
}
