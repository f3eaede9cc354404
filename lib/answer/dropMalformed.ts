import { isRight, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { operate } from '../rx/operate.ts';
import { MalformedFrameError } from '../errors/MalformedFrameError.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { rights } from '../rx/rights.ts';

/**
 * Keeps the good frames and handles the bad ones as the caller chose: skip them, fail at the first, or report each and go on.
 *
 * Raises `MalformedFrameError` as an error notification; errors thrown by the caller's function pass on unchanged.
 */
export function dropMalformed<A>(
  policy: 'skip' | 'fail' | ((frame: MalformedFrame) => void) = 'skip',
): OperatorFunction<Either<MalformedFrame, A>, A> {
  if (policy === 'skip') return rights();
  return operate((destination) => ({
    next(frame) {
      if (isRight(frame)) destination.next(frame.right);
      else if (policy === 'fail') throw new MalformedFrameError(frame.left);
      else policy(frame.left);
    },
  }));
}
