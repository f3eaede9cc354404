import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable, OperatorFunction } from 'rxjs';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { DEFAULT_MAX_BYTES } from '../framing/lines/limits.ts';
import { requestIdOf } from '../http/head/requestIdOf.ts';
import { andThen } from '../rx/andThen.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import type { AnswerOptions } from './AnswerOptions.ts';
import { ask } from './ask.ts';
import { deadlinesOf } from './deadlinesOf.ts';
import { acceptOf } from './Framing.ts';
import { mergeBody, serialise } from './mergeBody.ts';
import type { ProviderCall } from './ProviderCall.ts';
import { readFrames } from './readFrames.ts';
import { releaseAtEnd } from './releaseAtEnd.ts';
import { toChunks } from './toChunks.ts';
import type { Wire } from './Wire.ts';
import { within } from './within.ts';

/**
 * One answer, from the request to its chunks. This is the library's data flow; read its pipe from top to bottom.
 *
 * It is called once for each subscription, so everything it creates belongs to that one answer.
 *
 * @param present handles malformed frames. It runs in here so that an error made from one gets its context too.
 */
export function streamAnswer<Frame, R>(
  wire: Wire<Frame>,
  options: AnswerOptions,
  call: ProviderCall,
  present: OperatorFunction<Either<MalformedFrame, Chunk>, R>,
): Observable<R> {
  const { request, model, stream } = call;
  const { maxEventBytes = DEFAULT_MAX_BYTES, requireEndMarker = true, blocks = true, onFrame } = options;
  const deadlines = deadlinesOf(stream, request.deadlines, options.deadlines, wire.deadlines);
  const { answer$, secrets } = ask(wire, options, {
    url: wire.endpoint(call),
    accept: stream ? acceptOf(wire.framing) : 'application/json',
    body: serialise(mergeBody(wire.body(call), options.body, request.body)),
    call,
    headersMs: deadlines.headersMs,
  });
  let requestId: string | undefined;

  return answer$.pipe(
    andThen((answer) => {
      const { headers } = answer.head;
      requestId = requestIdOf(headers);
      return answer.body$.pipe(
        readFrames(wire, { contentType: headers['content-type'] ?? '', stream, maxEventBytes, onFrame }),
        toChunks({
          reader: wire.open(call),
          readError: wire.readError,
          requestId,
          requireEndMarker,
          blocks,
          ...deadlines,
        }),
        releaseAtEnd(answer),
      );
    }),
    present,
    within('total', deadlines.totalMs),
    untilAborted(request.signal),
    attributeErrors({
      context: () => ({ provider: wire.name, model, requestId }),
      signal: request.signal,
      scrub: (error) => secrets().scrubError(error),
    }),
  );
}
