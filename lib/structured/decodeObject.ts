import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { of, type OperatorFunction } from 'rxjs';
import { CHOICE_RULES, type ChoiceOptions } from '../chunk/AnswerBuilder.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import { checkRules } from '../codec/checkRules.ts';
import { mapAsync } from '../rx/mapAsync.ts';
import { operate } from '../rx/operate.ts';
import type { Schema } from '../schema/Schema.ts';
import { AnswerReader } from './AnswerReader.ts';
import type { ObjectFailure } from './ObjectFailure.ts';
import { readBySchema } from './readBySchema.ts';

/** A value, and the text that it was parsed from. */
interface Parsed {
  readonly value: unknown;
  readonly text: string;
}

/**
 * Emits the complete value of a structured answer, validated, once, at completion; or why there is no such value.
 *
 * ```text
 * chunks   --start--{"name":"A--da"}--finish--|        --start--{"name":"A--finish(length)--|
 *          -----------------------------------(R |)    -------------------------------------(L |)
 *
 *          R = right({ name: 'Ada' })
 *          L = left({ reason: 'cut', errors: ['the text ends inside the string at name: the limit of tokens was reached'], text, partial: { name: 'A' } })
 * ```
 *
 * The value is the output of the schema: defaults are filled in and transformations applied. A plain JSON Schema validates nothing,
 * except that the value is an object if the schema requires one.
 *
 * The JSON is parsed strictly. A code fence around it is removed; a word before or after it is a failure with the reason `json`. A value
 * that is complete when the token limit is reached is not `cut`. Errors of the stream pass through, and so does what the schema's own
 * code throws. An asynchronous schema is awaited, any other gives its result synchronously.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { firstValueFrom } from 'rxjs';
 * import { decodeObject, isRight, openAICompatible, responseFormatOf } from 'rxllm';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 * const City = t.type({ name: t.string, inhabitants: t.number });
 *
 * async function describe(content: string): Promise<string> {
 *   const responseFormat = responseFormatOf('city', City);
 *   const city$ = provider.stream({ messages: [{ role: 'user', content }], responseFormat }).pipe(decodeObject(City));
 *   const city = await firstValueFrom(city$);
 *   return isRight(city) ? `${city.right.name}: ${city.right.inhabitants}` : `no city: ${city.left.errors.join('; ')}`;
 * }
 * ```
 */
export function decodeObject<A>(
  schema: Schema<A>,
  options: ChoiceOptions = {},
): OperatorFunction<Chunk, Either<ObjectFailure, A>> {
  checkRules(options, CHOICE_RULES);
  return (source) =>
    source.pipe(
      parseWhole(options),
      mapAsync((parsed) =>
        isLeft(parsed) ? of(parsed) : readBySchema(schema, parsed.right.value, () => parsed.right.text),
      ),
    );
}

const parseWhole = (options: ChoiceOptions): OperatorFunction<Chunk, Either<ObjectFailure, Parsed>> =>
  operate((destination) => {
    const reader = new AnswerReader(options);
    return {
      next: (chunk) => void reader.add(chunk),
      complete() {
        reader.end();
        const failure = reader.failure();
        const { parser, text } = reader;
        destination.next(failure ? left(failure) : right({ value: parser.value, text }));
        destination.complete();
      },
    };
  });
