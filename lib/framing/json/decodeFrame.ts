import { isRight, left, right, type Either, type Left } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import { issuesOf } from '../../codec/issuesOf.ts';
import { PatientType } from '../../codec/PatientType.ts';
import type { Issue } from '../../errors/Issue.ts';
import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import { copyText } from './copyText.ts';

const MAX_DATA = 4096;
/** The first few are enough. */
const MAX_ERRORS = 32;
/** A longer text is not explained: finding each of a million mistakes would take seconds, and a gigabyte. */
const MAX_EXPLAINED = 64 * 1024;

/** The origin of a frame's JSON. */
export interface FrameOrigin {
  /** The text. */
  readonly data: string;
  /** The number of its event in the answer, from 0. */
  readonly index: number;
  /**
   * Whether the codec changes what it accepts. If not, `is` decides at a fifth of the cost of `decode`, and `decode` only explains a
   * failure.
   */
  readonly transforms: boolean;
}

/** JSON as a frame, or the reason why it is not one. */
export function decodeFrame<A, O>(
  codec: Type<A, O>,
  json: unknown,
  { data, index, transforms }: FrameOrigin,
): Either<MalformedFrame, A> {
  const isLong = data.length > MAX_EXPLAINED;
  if (!transforms) {
    if (codec.is(json)) return right(json);
    if (isLong) return malformedFrame('shape', data, index, [codec.name]);
  }
  if (isLong && codec instanceof PatientType) {
    const frame = codec.read(json) as A | undefined;
    return frame === undefined ? malformedFrame('shape', data, index, [codec.name]) : right(frame);
  }
  const decoded = codec.decode(json);
  if (isRight(decoded)) return decoded;
  return malformedFrame('shape', data, index, issuesOf(decoded.left.slice(0, MAX_ERRORS)).map(toLine));
}

/** What is reported of a frame that could not be read. */
export function malformedFrame(
  reason: MalformedFrame['reason'],
  data: string,
  index: number,
  errors: readonly string[],
): Left<MalformedFrame> {
  const told = errors.length > MAX_ERRORS ? errors.slice(0, MAX_ERRORS) : errors;
  return left({ reason, data: copyText(data.slice(0, MAX_DATA)), index, errors: told }) as Left<MalformedFrame>;
}

/** Where a codec has a message of its own, that says what was expected. */
function toLine({ path, expected, message }: Issue): string {
  if (expected === 'nothing') return message.trim();
  return path === '' ? expected : `${path}: ${expected}`;
}
