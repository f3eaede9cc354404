import type { MonoTypeOperatorFunction } from 'rxjs';
import { stage } from '../core/stage.ts';
import { classifyInBandError } from '../errors/classifyError.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import type { SseEvent } from '../types/SseEvent.ts';

/** Raises an SSE event of type `error` as a `ProviderError`: some providers tell of an error so, whatever its data looks like. */
export function failOnErrorEvent(): MonoTypeOperatorFunction<SseEvent> {
  return stage((destination) => ({
    next(event) {
      if (event.type !== 'error') destination.next(event);
      else throw new ProviderError({ ...classifyInBandError(event.data), inBand: true });
    },
  }));
}
