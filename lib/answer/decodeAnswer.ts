import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import { filter, map, type OperatorFunction } from 'rxjs';
import { excerptOf } from '../http/refusal/plainText.ts';
import { UnexpectedContentError } from '../errors/UnexpectedContentError.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { decodeJson, type DecodeJsonOptions } from '../framing/json/decodeJson.ts';
import { wholeText } from '../framing/lines/wholeText.ts';

/** Options of `decodeAnswer`. */
export interface DecodeAnswerOptions extends DecodeJsonOptions {
  readonly maxBytes: number;
  readonly contentType: () => string;
}

/**
 * Decodes a body that is one JSON answer, at its end. An empty body gives nothing.
 *
 * Raises, as error notifications: `UnexpectedContentError` for what is no JSON or no answer, `EventTooLargeError`.
 */
export function decodeAnswer<A>(
  codec: Type<A>,
  { maxBytes, contentType, transforms }: DecodeAnswerOptions,
): OperatorFunction<Uint8Array, Either<MalformedFrame, A>> {
  return (bytes$) =>
    bytes$.pipe(
      wholeText(maxBytes),
      filter((text) => text.trim() !== ''),
      map((data) => ({ type: 'message', data, lastEventId: '' })),
      decodeJson(codec, { transforms }),
      map((answer) => {
        if (isLeft(answer)) throw new UnexpectedContentError(contentType(), excerptOf(answer.left.data));
        return answer;
      }),
    );
}
