import type { MonoTypeOperatorFunction } from 'rxjs';
import { operate, type Handlers } from '../rx/operate.ts';
import { classifyInBandError } from '../http/refusal/classifyError.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

const failing: Handlers<SseEvent, SseEvent> = {
  next(event, destination) {
    if (event.type !== 'error') destination.next(event);
    else throw new ProviderError({ ...classifyInBandError(event.data), inBand: true });
  },
};

/** Raises an SSE event of type `error` as a `ProviderError`: some providers tell of an error so, whatever its data looks like. */
export const failOnErrorEvent = (): MonoTypeOperatorFunction<SseEvent> => operate(() => failing);
