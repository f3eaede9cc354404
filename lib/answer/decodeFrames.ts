import { isLeft } from 'fp-ts/lib/Either.js';
import type { OperatorFunction, Subscriber } from 'rxjs';
import type { Type } from 'io-ts';
import { ProviderError } from '../errors/ProviderError.ts';
import { decodeFrame, malformedFrame } from '../framing/json/decodeFrame.ts';
import { JsonReader } from '../framing/json/JsonReader.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import { classifyErrorText } from '../http/refusal/classifyError.ts';
import { isErrorAlone } from '../http/refusal/tellsOfError.ts';
import { throwInBandError } from '../http/refusal/throwInBandError.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';
import { type Handlers, operate } from '../rx/operate.ts';
import { framesWithin } from './framesWithin.ts';
import { isDone } from './isDone.ts';
import { END, type Received } from './Received.ts';

/** How to read the frames of one answer. */
export interface DecodeFramesOptions<Frame> {
  readonly codec: Type<Frame, unknown>;
  readonly transforms: boolean;
  readonly isEnd: ((frame: Frame) => boolean) | undefined;
  readonly readError: ReadWireError | undefined;
  readonly onFrame: ((frame: unknown) => void) | undefined;
}

/**
 * Decodes the data of each event as a frame, up to the end marker.
 *
 * ```text
 * events   --{"a":1}--{"a":--[DONE]--{"a":2}
 *          --R--------L------(E |)                R = a frame, L = a malformed frame, E = the end
 * ```
 *
 * Raises `ProviderError` as an error notification, for an event of type `error` and for an error in place of a frame.
 * Errors thrown by `onFrame` pass on unchanged.
 */
export function decodeFrames<Frame>(options: DecodeFramesOptions<Frame>): OperatorFunction<SseEvent, Received<Frame>> {
  return operate(() => new FrameDecoder(options));
}

class FrameDecoder<Frame> implements Handlers<SseEvent, Received<Frame>> {
  readonly #options: DecodeFramesOptions<Frame>;
  readonly #reader = new JsonReader();
  #index = 0;

  constructor(options: DecodeFramesOptions<Frame>) {
    this.#options = options;
  }

  next(event: SseEvent, destination: Subscriber<Received<Frame>>): void {
    const { data } = event;
    const { readError } = this.#options;
    if (isDone(data)) {
      destination.next(END);
      destination.complete();
      return;
    }
    if (event.type === 'error') throw new ProviderError({ ...classifyErrorText(data, readError), inBand: true });

    const index = this.#index++;
    let json: unknown;
    try {
      json = this.#reader.parse(data);
    } catch (error) {
      const frames = framesWithin(data);
      if (frames.length === 0) destination.next(malformedFrame('json', data, index, [(error as Error).message]));
      for (const frame of frames) {
        if (isDone(frame)) {
          destination.next(END);
          destination.complete();
        }
        if (destination.closed) return;
        this.#decode(JSON.parse(frame), { ...event, data: frame }, index, destination);
      }
      return;
    }
    this.#decode(json, event, index, destination);
  }

  #decode(json: unknown, event: SseEvent, index: number, destination: Subscriber<Received<Frame>>): void {
    const { data } = event;
    const { codec, transforms, isEnd, readError, onFrame } = this.#options;
    onFrame?.(json);
    const decoded = decodeFrame(codec, json, { data, index, transforms });
    if (isLeft(decoded)) {
      throwInBandError(json, readError, isErrorAlone(json));
      destination.next(decoded);
      return;
    }
    const frame = decoded.right;
    const isLast = isEnd?.(frame) === true;
    destination.next({ _tag: 'Right', right: frame, event, index, json, isEnd: isLast });
    if (!isLast) return;
    destination.next(END);
    destination.complete();
  }
}
