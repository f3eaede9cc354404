import type { Either } from 'fp-ts/lib/Either.js';
import type { Type } from 'io-ts';
import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { BOOLEAN } from '../../codec/Rule.ts';
import { decodeFrame, malformedFrame } from './decodeFrame.ts';
import { JsonReader } from './JsonReader.ts';
import { operate } from '../../rx/operate.ts';
import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import type { SseEvent } from '../sse/SseEvent.ts';

/** Options of `decodeJson`. */
export interface DecodeJsonOptions {
  /**
   * `false` promises that the codec returns what it accepts unchanged. Then frames are only checked with `is`, which
   * costs a fifth of `decode`. @default true
   */
  readonly transforms?: boolean | undefined;
}

const RULES = { transforms: BOOLEAN };

/**
 * Decodes the data of each event as JSON of a given shape. Anything else becomes a `Left<MalformedFrame>`, and the stream goes on.
 *
 * ```text
 * events   --{"n":1}--{"n":--{"n":"x"}--|
 *          --R--------L------L----------|      R = right({ n: 1 }), L = left({ reason: 'json' | 'shape', … })
 * ```
 *
 * Works with any io-ts codec, including those that transform. Raises no error.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 * import { decodeJson, rights } from 'rxllm';
 *
 * of({ type: 'message', data: '{"n":1}', lastEventId: '' })
 *   .pipe(decodeJson(t.type({ n: t.number })), rights())
 *   .subscribe(({ n }) => console.log(n)); // 1
 * ```
 */
export function decodeJson<A, O = A>(
  codec: Type<A, O>,
  options: DecodeJsonOptions = {},
): OperatorFunction<SseEvent, Either<MalformedFrame, A>> {
  checkRules(options, RULES);
  const { transforms = true } = options;
  return operate(() => {
    let index = 0;
    const reader = new JsonReader();
    return {
      next({ data }, destination) {
        const origin = { data, index: index++, transforms };
        let json: unknown;
        try {
          json = reader.parse(data);
        } catch (error) {
          destination.next(malformedFrame('json', data, origin.index, [(error as Error).message]));
          return;
        }
        destination.next(decodeFrame(codec, json, origin));
      },
    };
  });
}
