import type { OperatorFunction } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import { CHOICE_RULES, type ChoiceOptions } from '../chunk/AnswerBuilder.ts';
import { checkRules } from '../codec/checkRules.ts';
import type { Schema } from '../schema/Schema.ts';
import { AnswerReader } from './AnswerReader.ts';
import type { DeepPartial } from './DeepPartial.ts';
import { SNAPSHOT_RULES, snapshots, type SnapshotOptions } from './snapshots.ts';

/** Options of `partialObject`. */
export interface PartialObjectOptions extends ChoiceOptions, SnapshotOptions {}

const RULES = { ...CHOICE_RULES, ...SNAPSHOT_RULES };

/**
 * The value of a structured answer so far, after each chunk that changes it. A view of the answer binds to it.
 *
 * ```text
 * chunks   --start--{"name":"A--da","tags":[tr--ue]}--finish--|
 * values   ---------a-----------b---------------c-------------|
 *            a = { name: 'A' }
 *            b = { name: 'Ada', tags: [] }
 *            c = { name: 'Ada', tags: [true] }
 * ```
 *
 * **Nothing is validated.** The schema only gives the value its type, as it is in the JSON: if the model does not follow the schema, and
 * the service does not enforce it, the value is different. `decodeObject` validates the complete value at the end, and `elements` each
 * element.
 *
 * Values grow like those of `partialJson`: numbers, literals and keys appear when they are complete, text grows by whole characters,
 * lists at their end, and an emitted value never changes. `everyMs` emits the first value at once, then one per interval, and the last
 * one before the end; without it the interval applies only while a long list is open.
 *
 * Text that is not JSON completes the stream after the last good value, and stops the request. A refusal, and an answer that is cut off,
 * leave the last value as it is. Errors of the stream pass through, after the last value.
 *
 * Throws `InvalidRequestError` for an `everyMs` that is not a number above 0.
 *
 * @param _schema only determines the type of the value
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { autonomousAI, partialObject } from 'rxllm';
 *
 * const City = t.type({ name: t.string, sights: t.array(t.string) });
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Describe Oslo as {"name":string,"sights":string[]}.' }] })
 *   .pipe(partialObject(City))
 *   .subscribe(({ name = '', sights = [] }) => console.log(name, sights.length));
 * ```
 */
export function partialObject<A>(
  _schema?: Schema<unknown, A>,
  options: PartialObjectOptions = {},
): OperatorFunction<Chunk, DeepPartial<A>> {
  checkRules(options, RULES);
  const { choice } = options;
  return snapshots<Chunk>(() => new AnswerReader({ choice }), options) as OperatorFunction<Chunk, DeepPartial<A>>;
}
