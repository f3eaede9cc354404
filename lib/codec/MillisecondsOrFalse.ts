import * as t from 'io-ts';

const isMilliseconds = (value: unknown): boolean => value === false || (typeof value === 'number' && value > 0);

/** The codec of a limit in time that can be turned off. */
export const MillisecondsOrFalse: t.Type<number | false> = t.refinement(
  t.unknown,
  isMilliseconds,
  'milliseconds above 0, or false',
) as never;
