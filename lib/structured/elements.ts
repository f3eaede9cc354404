import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { of, type OperatorFunction } from 'rxjs';
import { CHOICE_RULES, type ChoiceOptions } from '../chunk/AnswerBuilder.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import { checkRules } from '../codec/checkRules.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { mapAsync } from '../rx/mapAsync.ts';
import { operate } from '../rx/operate.ts';
import type { Schema } from '../schema/Schema.ts';
import { AnswerReader } from './AnswerReader.ts';
import type { JsonPath } from './GrowingValue.ts';
import type { ObjectFailure } from './ObjectFailure.ts';
import { readBySchema } from './readBySchema.ts';

type Parsed = Either<ObjectFailure, unknown>;

/**
 * The elements of a list in a structured answer, each as soon as it is complete: rows of a table, results of a search, steps of a plan.
 *
 * ```text
 * chunks   --{"cities":[{"name":"Os--lo"},{"name":--"Rome"},{"na--finish(length)--|
 * path     ['cities']
 *          -------------------------R(Oslo)-------R(Rome)---------------------------(L |)
 *
 *          L = left({ reason: 'cut', … })
 * ```
 *
 * An element that does not fit the schema is emitted as a `Left` with the reason `schema`, with its JSON and its value, and the next
 * elements still follow. Without a schema nothing is validated. An asynchronous schema is awaited, one element after the other, and the
 * source is paused while many elements wait; any other schema gives its results synchronously.
 *
 * A list that does not reach its end is reported by one last `Left`: the text is not JSON (the stream then completes at once, which stops
 * the request), is `cut`, refused, `filtered` or `empty`, or there is no list at the path (`schema`). After a complete list, the rest of
 * the answer does not matter. So if there is no `Left`, every element has arrived and fits. Errors of the stream pass through, and so
 * does what the schema's own code throws.
 *
 * Each element is parsed once and never copied: the cost is linear in the answer. If a key on the path occurs twice, which JSON leaves
 * undefined, elements of both lists may be missing.
 *
 * Throws `InvalidRequestError` for a path that is not an array.
 *
 * @param path the keys and indexes that lead to the list; `[]` if the list is the whole answer
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { autonomousAI, elements, rights } from 'rxllm';
 *
 * const City = t.type({ name: t.string });
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Ten cities, as {"cities":[{"name":string}]}.' }] })
 *   .pipe(elements(['cities'], City), rights())
 *   .subscribe(({ name }) => console.log(name));
 * ```
 */
export function elements<E = unknown>(
  path: JsonPath,
  schema?: Schema<E>,
  options: ChoiceOptions = {},
): OperatorFunction<Chunk, Either<ObjectFailure, E>> {
  if (!Array.isArray(path)) throw new InvalidRequestError([mustBe('path', 'an array of keys and indexes')]);
  checkRules(options, CHOICE_RULES);
  const parse = parseElements(path, options);
  if (schema === undefined) return parse as OperatorFunction<Chunk, Either<ObjectFailure, E>>;
  const read = (parsed: Parsed) =>
    isLeft(parsed) ? of(parsed) : readBySchema(schema, parsed.right, () => JSON.stringify(parsed.right));
  return (source) => source.pipe(parse, mapAsync(read));
}

const parseElements = (path: JsonPath, options: ChoiceOptions): OperatorFunction<Chunk, Parsed> =>
  operate((destination) => {
    const reader = new AnswerReader(options);
    const { parser } = reader;
    let emitted = 0;

    const emitNew = (): void => {
      const from = emitted;
      for (const [i, element] of parser.elementsAt(path, from).entries()) {
        // A reentrant call during an emission has already emitted the rest.
        if (from + i < emitted) continue;
        emitted++;
        destination.next(right(element));
      }
    };
    const complete = (): void => {
      if (!parser.isArrayClosed(path)) destination.next(left(reader.failure() ?? noList(path, reader)));
      destination.complete();
    };

    return {
      next(chunk) {
        reader.add(chunk);
        emitNew();
        if (parser.failure) complete();
      },
      complete() {
        reader.end();
        complete();
      },
    };
  });

function noList(path: JsonPath, { text, parser }: AnswerReader): ObjectFailure {
  const error = mustBe(path.join('/'), 'an array').message;
  return { reason: 'schema', errors: [error], text, partial: parser.value };
}
