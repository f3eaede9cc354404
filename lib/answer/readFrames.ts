import { map, type Observable, type OperatorFunction } from 'rxjs';
import { UnexpectedContentError } from '../errors/UnexpectedContentError.ts';
import { bareData } from './bareData.ts';
import { isDecodable } from './isDecodable.ts';
import { jsonValues } from '../framing/json/jsonValues.ts';
import { lines } from '../framing/lines/lines.ts';
import { ndjsonEvents } from '../framing/ndjson/ndjsonEvents.ts';
import { sseEvents } from '../framing/sse/sseEvents.ts';
import { readExcerpt } from '../http/body/readExcerpt.ts';
import { excerptOf } from '../http/refusal/excerptOf.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeFrames } from './decodeFrames.ts';
import { readBody } from './readBody.ts';
import type { Received } from './Received.ts';
import { strayErrors } from './strayErrors.ts';
import type { Wire } from './Wire.ts';

/** What is known about a body, and how large one event may be. */
export interface ReadFramesOptions {
  readonly contentType: string;
  /** Whether the answer was requested as a stream. */
  readonly stream: boolean;
  readonly maxEventBytes: number;
  readonly onFrame: ((frame: unknown) => void) | undefined;
}

/**
 * The bytes of one answer's body as frames, by the wire's framing, or by another one if the body is something else.
 *
 * Raises, as error notifications: `UnexpectedContentError` for a page and for JSON without an answer, `ProviderError`, `EventTooLargeError`.
 */
export function readFrames<Frame>(
  wire: Wire<Frame>,
  { contentType, stream, maxEventBytes, onFrame }: ReadFramesOptions,
): OperatorFunction<Uint8Array, Received<Frame>> {
  const { framing, frame, answer, transforms, isEnd, readError } = wire;
  const options = { codec: frame, transforms, isEnd, readError, onFrame };

  return readBody(
    { contentType, framing, stream },
    {
      sse: () => (bytes$) =>
        bytes$.pipe(
          lines(maxEventBytes),
          sseEvents({
            maxEventBytes,
            // The one deviation from the standard: a last event that the server forgot to close counts, if it can be decoded.
            keepUnterminated: isDecodable(options),
            onIgnored: strayErrors(readError),
            dataOf: bareData,
          }),
          decodeFrames(options),
        ),
      ndjson: () => (bytes$) => bytes$.pipe(lines(maxEventBytes), ndjsonEvents(maxEventBytes), decodeFrames(options)),
      json: (beginning) => (bytes$) =>
        bytes$.pipe(
          jsonValues(maxEventBytes),
          decodeAnswer({
            ...options,
            codec: framing === 'json-array' && beginning.startsWith('[') ? frame : answer,
            contentType,
            beginning,
            mayBeFrames: stream || framing === 'ndjson',
          }),
        ),
      custom: () => (bytes$) => {
        // Only a framing of the caller's own is read like this.
        const split = typeof framing === 'string' ? jsonValues(maxEventBytes) : framing.split({ maxEventBytes });
        return bytes$.pipe(split, decodeFrames(options));
      },
      unexpected: () => failWithExcerpt(contentType),
    },
  );
}

function failWithExcerpt(contentType: string): OperatorFunction<Uint8Array, never> {
  return (bytes$: Observable<Uint8Array>) =>
    readExcerpt(bytes$).pipe(
      map((text) => {
        throw new UnexpectedContentError(contentType, excerptOf(text));
      }),
    );
}
