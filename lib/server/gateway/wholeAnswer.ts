import type { OperatorFunction } from 'rxjs';
import type { Answer } from '../../chunk/Answer.ts';
import { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import type { Chunk, ToolCallChunk } from '../../chunk/Chunk.ts';
import { EmptyAnswerError } from '../../errors/EmptyAnswerError.ts';
import { IncompleteAnswerError } from '../../errors/IncompleteAnswerError.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { operate } from '../../rx/operate.ts';
import { inventId } from '../encode/inventId.ts';
import { toAnnotation } from '../encode/toAnnotation.ts';
import { toOpenAIReason } from '../encode/toOpenAIReason.ts';
import { toOpenAIUsage } from '../encode/toOpenAIUsage.ts';

/** The options of the format. */
export interface WholeAnswerOptions {
  readonly reasoningField?: string | undefined;
}

/**
 * Writes an answer as a single JSON object of OpenAI's chat completions, at its completion.
 *
 * ```text
 * chunks   --s--t--t--f--|        --s--t--|
 *          --------------(j|)     --------#      IncompleteAnswerError: a choice has no finish reason
 * ```
 */
export function wholeAnswer({ reasoningField = 'reasoning_content' }: WholeAnswerOptions = {}): OperatorFunction<
  Chunk,
  string
> {
  return operate(() => {
    const answer = new WholeAnswer(reasoningField);
    return {
      next: (chunk) => answer.add(chunk),
      complete(destination) {
        destination.next(answer.toJson());
        destination.complete();
      },
    };
  });
}

class WholeAnswer {
  readonly #reasoningField: string;
  readonly #choices = new Map<number, AnswerBuilder>();
  /** What all choices share: id, model and usage. */
  readonly #envelope = new AnswerBuilder();
  readonly #calls = new Set<string>();

  constructor(reasoningField: string) {
    this.#reasoningField = reasoningField;
  }

  add(chunk: Chunk): void {
    if (!('choice' in chunk)) {
      this.#envelope.add(chunk);
      return;
    }
    const { choice } = chunk;
    const builder = this.#choices.get(choice) ?? new AnswerBuilder({ choice });
    this.#choices.set(choice, builder);
    builder.add(chunk.type === 'tool-call' ? this.#withId(chunk) : chunk);
  }

  /** Throws if the answer is not complete. */
  toJson(): string {
    const { id, model, usage } = this.#envelope.snapshot();
    const choices = [...this.#choices]
      .toSorted(([a], [b]) => a - b)
      .map(([index, builder]) => {
        const answer = builder.whole();
        if (answer.finishReason === undefined) throw new IncompleteAnswerError('no-end-marker');
        const reason = toOpenAIReason(answer.finishReason);
        return { index, message: this.#messageOf(answer), logprobs: null, finish_reason: reason };
      });
    if (choices.length === 0) throw new EmptyAnswerError(0);
    return JSON.stringify({
      id: id || inventId('chatcmpl-'),
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: model || 'unknown',
      choices,
      usage: usage && toOpenAIUsage(usage),
    });
  }

  #withId(chunk: ToolCallChunk): ToolCallChunk {
    const key = `${chunk.choice}/${chunk.index}`;
    const isNew = !this.#calls.has(key);
    this.#calls.add(key);
    return isNew && !chunk.id ? { ...chunk, id: inventId('call_') } : chunk;
  }

  #messageOf({ text, reasoning, refusal, toolCalls, sources }: Answer): JsonObject {
    const calls = toolCalls.map(({ id, name, arguments: json }) => ({
      id,
      type: 'function',
      function: { name, arguments: json },
    }));
    return {
      role: 'assistant',
      content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
      refusal: refusal === '' ? null : refusal,
      ...(reasoning === '' ? {} : { [this.#reasoningField]: reasoning }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
      ...(sources.length === 0 ? {} : { annotations: sources.map(toAnnotation) }),
    };
  }
}
