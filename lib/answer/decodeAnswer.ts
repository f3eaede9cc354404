import type { OperatorFunction } from 'rxjs';
import { UnexpectedContentError } from '../errors/UnexpectedContentError.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import { excerptOf } from '../http/refusal/excerptOf.ts';
import { operate } from '../rx/operate.ts';
import { decodeFrames, type DecodeFramesOptions } from './decodeFrames.ts';
import { END_OF_WHOLE, type Received } from './Received.ts';

/** How to read the JSON of one answer. */
export interface DecodeAnswerOptions<Frame> extends DecodeFramesOptions<Frame> {
  readonly contentType: string;
  /** How the body begins. */
  readonly beginning: string;
  /**
   * Whether the body may be the frames of a stream after all: if the answer was requested as a stream, or if the wire's lines look like
   * its JSON answer, since a server may stream although it was not asked to.
   */
  readonly mayBeFrames: boolean;
}

/**
 * Decodes the values of a body that is JSON: one answer, which is its own end marker, or several frames.
 *
 * Raises `UnexpectedContentError` as an error notification if the first value is not JSON, or not an answer.
 */
export function decodeAnswer<Frame>(options: DecodeAnswerOptions<Frame>): OperatorFunction<SseEvent, Received<Frame>> {
  return (events$) => events$.pipe(decodeFrames(options), endWhole(options));
}

function endWhole<Frame>({
  contentType,
  beginning,
  mayBeFrames,
}: DecodeAnswerOptions<Frame>): OperatorFunction<Received<Frame>, Received<Frame>> {
  return operate((destination) => {
    let frames = 0;
    let values = 0;
    return {
      next(received) {
        if (received._tag === 'Left' && frames === 0) {
          throw new UnexpectedContentError(contentType, excerptOf(received.left.data));
        }
        values++;
        if (received._tag === 'Right') frames++;
        destination.next(received);
        if (mayBeFrames || received._tag !== 'Right') return;
        destination.next(END_OF_WHOLE);
        destination.complete();
      },
      complete() {
        if (frames === 0 && beginning !== '') throw new UnexpectedContentError(contentType, excerptOf(beginning));
        // A stream that comes as one array, or value by value, may be cut off after its first frame.
        if (frames === 1 && values === 1 && !beginning.startsWith('[')) destination.next(END_OF_WHOLE);
        destination.complete();
      },
    };
  });
}
