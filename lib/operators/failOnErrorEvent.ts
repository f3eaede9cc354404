import type { MonoTypeOperatorFunction } from 'rxjs';
import { stage, type Stage } from '../core/stage.ts';
import { classifyInBandError } from '../errors/classifyError.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import type { SseEvent } from '../types/SseEvent.ts';

const failing: Stage<SseEvent, SseEvent> = {
  next(event, destination) {
    if (event.type !== 'error') destination.next(event);
    else throw new ProviderError({ ...classifyInBandError(event.data), inBand: true });
  },
};

/** Raises an SSE event of type `error` as a `ProviderError`: some providers tell of an error so, whatever its data looks like. */
export const failOnErrorEvent = (): MonoTypeOperatorFunction<SseEvent> => stage(() => failing);
