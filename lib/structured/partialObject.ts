import type { OperatorFunction } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { ChoiceOptions } from '../chunk/AnswerBuilder.ts';
import type { Schema } from '../schema/Schema.ts';
import { AnswerReader } from './AnswerReader.ts';
import type { DeepPartial } from './DeepPartial.ts';
import { snapshots, type SnapshotOptions } from './snapshots.ts';

/** Options of `partialObject`. */
export interface PartialObjectOptions extends ChoiceOptions, SnapshotOptions {}

/**
 * The value of a structured answer so far, after each chunk that changes it: what a view of it binds to.
 *
 * ```text
 * chunks   --start--{"name":"A--da","tags":[tr--ue]}--finish--|
 * values   ---------a-----------b---------------c-------------|
 *            a = { name: 'A' }
 *            b = { name: 'Ada', tags: [] }
 *            c = { name: 'Ada', tags: [true] }
 * ```
 *
 * **Nothing is checked.** The schema gives the value its type, as it stands in the JSON, and no more: a model that does not keep to it, and whom the
 * service does not hold to it, gives something else. `decodeObject` checks the whole value at the end, and `elements` each element.
 *
 * Values grow as those of `partialJson`: numbers, literals and keys appear when they are whole, text grows by whole characters, lists at
 * their end, and what was given never changes. `everyMs` gives the first value at once, then one in so many milliseconds, and
 * the last one before the end; without it there is such a pace while a list is open that is long.
 *
 * Text that is not JSON completes the stream after the last good value, and stops the request. A refusal, and an answer that is cut, leave
 * the last value as it is. Errors of the stream pass on, after the last value.
 *
 * Throws `InvalidRequestError` for an `everyMs` that is no number above 0.
 *
 * @param _schema for the type of the value alone
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
  { choice, ...options }: PartialObjectOptions = {},
): OperatorFunction<Chunk, DeepPartial<A>> {
  return snapshots<Chunk>(() => new AnswerReader({ choice }), options) as OperatorFunction<Chunk, DeepPartial<A>>;
}
