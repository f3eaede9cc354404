import { isRight } from 'fp-ts/lib/Either.js';
import { decodeFrame } from '../framing/json/decodeFrame.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import { isErrorAlone } from '../http/refusal/tellsOfError.ts';
import type { DecodeFramesOptions } from './decodeFrames.ts';
import { framesWithin } from './framesWithin.ts';
import { isDone } from './isDone.ts';

/** Whether an event has a meaning: a frame, an error, or the end marker. */
export function isDecodable<Frame>({ codec, transforms, readError }: DecodeFramesOptions<Frame>) {
  return ({ type, data }: SseEvent): boolean => {
    if (type === 'error' || isDone(data)) return true;
    try {
      const json: unknown = JSON.parse(data);
      const decoded = decodeFrame(codec, json, { data, index: 0, transforms });
      return isRight(decoded) || isErrorAlone(json) || readError?.(json) !== undefined;
    } catch {
      return framesWithin(data).length > 0;
    }
  };
}
