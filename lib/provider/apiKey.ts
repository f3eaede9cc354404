import * as t from 'io-ts';
import type { WireHeaders } from '../answer/Wire.ts';
import { dispatch } from '../codec/dispatch.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { isHeaderValue } from '../request/checkHeaders.ts';
import { isPromiseLike } from '../rx/isPromiseLike.ts';

/** A key, or a function that is called for a key for each answer. */
export type ApiKey = string | (() => string | Promise<string>);

/** The codec of an option that holds a key. */
export const ApiKeyCodec: t.Type<ApiKey> = dispatch<ApiKey>('a string, or a function that gives one', (value) =>
  typeof value === 'string' ? t.string : typeof value === 'function' ? (t.Function as never) : undefined,
);

/**
 * The headers that hold a key; no headers for an empty key. Throws `InvalidRequestError`, or rejects with it, for a key that HTTP cannot
 * carry.
 *
 * @param option the option's name
 */
export function keyHeaders(
  key: ApiKey | undefined,
  option: string,
  toHeaders: (key: string) => WireHeaders,
): WireHeaders | Promise<WireHeaders> {
  const check = (value: string | undefined): WireHeaders => {
    if (value === undefined || value === '') return {};
    if (isHeaderValue(value)) return toHeaders(value);
    throw new InvalidRequestError([mustBe(`options/${option}`, 'a key that an HTTP header can carry')]);
  };
  const value = typeof key === 'function' ? key() : key;
  return isPromiseLike(value) ? Promise.resolve(value).then(check) : check(value);
}

/** `Authorization: Bearer …` */
export const bearer = (key: string): WireHeaders => ({ authorization: `Bearer ${key}` });
