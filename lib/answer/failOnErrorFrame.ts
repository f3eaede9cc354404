import { isRight, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { isErrorFrame, type ErrorFrame } from './ErrorFrame.ts';
import { operate, type Handlers } from '../rx/operate.ts';
import { classifyInBandError } from '../http/refusal/classifyError.ts';
import { ProviderError } from '../errors/ProviderError.ts';

const failing: Handlers<Either<unknown, unknown>, never> = {
  next(frame, destination) {
    if (isRight(frame) && isErrorFrame(frame.right)) {
      throw new ProviderError({ ...classifyInBandError(JSON.stringify(frame.right)), inBand: true });
    }
    destination.next(frame as never);
  },
};

/** Raises a frame with an `error` member as a `ProviderError`: it is well-formed, and it is no piece of an answer. */
export const failOnErrorFrame = <E, A>(): OperatorFunction<Either<E, A | ErrorFrame>, Either<E, A>> =>
  operate(() => failing);
