import { isError } from './isError.ts';
import { isRecord } from './isRecord.ts';

/** The errors in the choices of a frame: in a choice itself, in its delta or in its message. */
export const errorsOfChoices = (choices: unknown): readonly unknown[] =>
  (Array.isArray(choices) ? choices : [])
    .filter(isRecord)
    .flatMap((choice) => [choice, choice['delta'], choice['message']])
    .flatMap((place) => (isRecord(place) && isError(place['error']) ? [place['error']] : []));
