import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';

/** A frame in which the provider tells of an error, whatever else it holds. */
export interface ErrorFrame {
  readonly error: unknown;
}

/** Does a value carry an `error` member other than null? */
export function isErrorFrame(value: unknown): value is ErrorFrame {
  if (typeof value !== 'object' || value === null) return false;
  const { error } = value as Partial<ErrorFrame>;
  return error !== undefined && error !== null;
}

const ErrorFrame = t.type({ error: t.unknown });

/** A frame of the provider, or an error in its place. */
export function orErrorFrame<A>(frame: t.Type<A>): t.Type<A | ErrorFrame> {
  return dispatch<A | ErrorFrame>(frame.name, (value) => (isErrorFrame(value) ? ErrorFrame : frame));
}
