import type * as t from 'io-ts';
import { objectOf } from './objectOf.ts';
import { optional } from './optional.ts';

type Shape<R extends t.Props, O extends t.Props> = { [K in keyof R]: t.TypeOf<R[K]> } & {
  [K in keyof O]?: t.TypeOf<O[K]> | undefined;
};

/**
 * A codec of an object that has the members of `required`, and may have those of `optionals`. Further members are somebody else's, and
 * stay: see `members` for an object that has no others.
 */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- no optional members
export function shape<R extends t.Props, O extends t.Props = Record<never, t.Mixed>>(
  name: string,
  required: R,
  optionals?: O,
): t.Type<Shape<R, O>> {
  const codecs = [
    ...Object.entries(required),
    ...Object.entries(optionals ?? {}).map(([key, codec]) => [key, optional(codec)] as const),
  ];
  return objectOf(name, () => codecs);
}
