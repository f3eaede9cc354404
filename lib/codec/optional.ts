import * as t from 'io-ts';

/** A member that may be absent or `undefined`, for `t.partial`. */
export const optional = <C extends t.Mixed>(codec: C): t.UnionC<[C, t.UndefinedC]> =>
  t.union([codec, t.undefined], codec.name);
