import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** Members of an object, each with its codec. */
export type MemberList = readonly (readonly [key: string, codec: t.Mixed])[];

/**
 * A codec of an object whose members have the given codecs. Members without a codec may be anything, and stay.
 *
 * The codecs must not transform what they read, because the object itself is the result.
 *
 * @param membersOf receives the object, for codecs that depend on which members it has
 */
export const objectOf = <A>(
  name: string,
  membersOf: (value: Readonly<Record<string, unknown>>) => MemberList,
): t.Type<A> =>
  new t.Type<A>(
    name,
    // io-ts's own objects require each member to be present, even an optional one.
    (value): value is A => t.UnknownRecord.is(value) && membersOf(value).every(([key, codec]) => codec.is(value[key])),
    (value, context) => {
      if (!t.UnknownRecord.is(value)) return t.failure(value, context);
      const errors = membersOf(value).flatMap(([key, codec]) => {
        const decoded = codec.validate(value[key], t.appendContext(context, key, codec, value[key]));
        return isLeft(decoded) ? decoded.left : [];
      });
      return errors.length === 0 ? t.success(value as A) : t.failures(errors);
    },
    t.identity,
  );
