import { isRight, type Either } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import type { Observable, OperatorFunction } from 'rxjs';
import { decodeFrame } from '../framing/json/decodeFrame.ts';
import { orErrorFrame, type ErrorFrame } from './ErrorFrame.ts';
import { AnswerClock } from './AnswerClock.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { byContentType } from './byContentType.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeJson } from '../framing/json/decodeJson.ts';
import { failOnErrorEvent } from './failOnErrorEvent.ts';
import { failOnErrorFrame } from './failOnErrorFrame.ts';
import { parseSse } from '../framing/sse/parseSse.ts';
import { DEFAULT_MAX_BYTES, splitLines } from '../framing/lines/splitLines.ts';
import { isDone, takeUntilDone } from './takeUntilDone.ts';
import { toChunks } from './toChunks.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { ProviderCall, ProviderDefinition } from '../provider/ProviderDefinition.ts';
import type { ProviderOptions } from '../provider/ProviderOptions.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import { AnswerProgress } from './AnswerProgress.ts';
import { sendRequest } from './sendRequest.ts';

/** The codecs of what a provider sends, made once: an error may stand in the place of either. */
export interface AnswerCodecs<Frame> {
  readonly frame: Type<Frame | ErrorFrame>;
  readonly wholeAnswer: Type<Frame | ErrorFrame>;
}

export const answerCodecs = <Frame>({ frame, answer = frame }: ProviderDefinition<Frame>): AnswerCodecs<Frame> => ({
  frame: orErrorFrame(frame),
  wholeAnswer: orErrorFrame(answer),
});

/**
 * One answer, from the request to its chunks. This is the library's data flow: read its pipe from top to bottom.
 *
 * It is called once for each subscription, so what it makes belongs to that one answer.
 *
 * @param present what becomes of malformed frames: here, so that an error made of one learns its circumstances too
 */
export function streamAnswer<Frame, R>(
  definition: ProviderDefinition<Frame>,
  { frame, wholeAnswer }: AnswerCodecs<Frame>,
  options: ProviderOptions,
  call: ProviderCall,
  present: OperatorFunction<Either<MalformedFrame, Chunk>, R>,
): Observable<R> {
  const { maxEventBytes = DEFAULT_MAX_BYTES, requireEndMarker = true } = options;
  const { request, model, stream } = call;
  const { transforms, toChunks: frameToChunks } = definition;
  const url = endpointOf(definition, model);
  const body = serialise({ ...definition.body(call), ...options.body, ...request.body });
  const clock = new AnswerClock(mergeDeadlines(options.deadlines, request.deadlines), stream);
  const progress = new AnswerProgress(clock, options.onResponse);
  const { contentType, onDone } = progress;
  /** The one leniency over the standard: a last event that its server forgot to close counts, if it means something. */
  const keepUnterminated = (event: SseEvent): boolean =>
    event.type === 'error' || isDone(event) || isRight(decodeFrame(frame, event.data, 0, transforms));

  return sendRequest(definition, options, { url, body, call }, progress).pipe(
    byContentType(contentType, {
      sse: (bytes$) =>
        bytes$.pipe(
          splitLines({ maxLineBytes: maxEventBytes }),
          parseSse({ maxEventBytes, keepUnterminated }),
          failOnErrorEvent(),
          takeUntilDone(onDone),
          decodeJson(frame, { transforms }),
        ),
      json: (bytes$) => bytes$.pipe(decodeAnswer(wholeAnswer, { transforms, contentType, maxBytes: maxEventBytes })),
    }),
    failOnErrorFrame(),
    toChunks(frameToChunks, requireEndMarker, progress),
    present,
    untilAborted(request.signal),
    progress.attributeErrors(definition.name, model, request.signal),
  );
}

function endpointOf<Frame>({ endpoints }: ProviderDefinition<Frame>, model: string): string {
  return (Object.hasOwn(endpoints, model) ? endpoints[model] : endpoints['*']) ?? '';
}

/** The body's bytes are ours: an HTTP client that serialises objects may change them. */
function serialise(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError([{ path: 'body', expected: 'JSON' }]);
  }
}

function mergeDeadlines(ours: Deadlines = {}, theirs: Deadlines = {}): Deadlines {
  return { ...ours, ...Object.fromEntries(Object.entries(theirs).filter(([, value]) => value !== undefined)) };
}
