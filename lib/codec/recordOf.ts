import type * as t from 'io-ts';
import { objectOf } from './objectOf.ts';

/** A codec of an object with any members, all of one kind. */
export const recordOf = <A>(codec: t.Type<A>, name: string): t.Type<Readonly<Record<string, A>>> =>
  objectOf(name, (value) => Object.keys(value).map((key) => [key, codec]));
