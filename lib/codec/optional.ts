import * as t from 'io-ts';
import { dispatch } from './dispatch.ts';

/** A member that may be absent or `undefined`, with the name of its codec. */
export const optional = <A>(codec: t.Type<A>): t.Type<A | undefined> =>
  dispatch(codec.name, (value) => (value === undefined ? t.undefined : codec));
