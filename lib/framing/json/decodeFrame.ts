import { isRight, left, right, type Either } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import { copyText } from './copyText.ts';
import { describeErrors, renderMismatch } from '../../codec/describeErrors.ts';
import type { JsonReader } from './JsonReader.ts';

const MAX_DATA = 4096;
/** The first few tell enough. */
const MAX_ERRORS = 32;
/** A longer text is not explained: to find each of a million mistakes would cost seconds, and a gigabyte. */
const MAX_EXPLAINED = 64 * 1024;

/**
 * One event's data as a frame, or why it is none.
 *
 * @param transforms does the codec change what it accepts? If not, `is` answers for a fifth of what `decode` costs, and `decode`
 *   only explains a failure.
 */
export function decodeFrame<A, O>(
  codec: Type<A, O>,
  data: string,
  index: number,
  transforms = true,
  parser: Pick<JsonReader, 'parse'> = JSON,
): Either<MalformedFrame, A> {
  let json: unknown;
  try {
    json = parser.parse(data);
  } catch (error) {
    return malformed('json', data, index, [(error as Error).message]);
  }
  if (!transforms) {
    if (codec.is(json)) return right(json);
    if (data.length > MAX_EXPLAINED) return malformed('shape', data, index, [codec.name]);
  }
  const decoded = codec.decode(json);
  if (isRight(decoded)) return decoded;
  return malformed('shape', data, index, describeErrors(decoded.left.slice(0, MAX_ERRORS)).map(renderMismatch));
}

function malformed(
  reason: MalformedFrame['reason'],
  data: string,
  index: number,
  errors: readonly string[],
): Either<MalformedFrame, never> {
  return left({ reason, data: copyText(data.slice(0, MAX_DATA)), index, errors });
}
