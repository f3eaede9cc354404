import { isObservable, type Observable, of, throwError } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { ChatSource } from '../sources/ChatSource.ts';
import { answerOf, type WrittenAnswer } from './answerOf.ts';
import { sourceOf, type SourceOfOptions } from './sourceOf.ts';

/** One answer of a script: text, an answer in parts, chunks, a stream of chunks, or the error that it fails with. */
export type ScriptedAnswer = string | WrittenAnswer | readonly Chunk[] | Observable<Chunk> | Error;

/** A source that plays a script. */
export interface ScriptedSource extends ChatSource {
  /** The requests that it received, in order. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A source that plays the given answers in order, one for each subscription, and records its requests: for tests of code that asks several
 * times, such as `runTools`.
 *
 * ```text
 * script(['Hello', new ConnectionError('ECONNRESET')])
 * first time    (start text("Hello") finish |)
 * second time   #
 * third time    #      there is no third answer
 * ```
 *
 * It treats a request as `sourceOf` does. If it is asked more often than there are answers, it fails with an `Error` that states this and
 * is not retried.
 *
 * @example
 * ```ts
 * import { runTools } from 'rxllm/tools';
 * import { script } from 'rxllm/testing';
 *
 * const source = script([{ toolCalls: [{ id: 'call_1', name: 'clock' }] }, 'It is noon.']);
 * const clock = { name: 'clock', parameters: { type: 'object' }, execute: () => '12:00' };
 *
 * runTools(source, { tools: [clock] })
 *   .stream({ messages: [{ role: 'user', content: 'How late is it?' }] })
 *   .subscribe({ complete: () => console.log(source.requests[1]?.messages.at(-1)) });
 * ```
 */
export function script(answers: readonly ScriptedAnswer[], { name = 'script' }: SourceOfOptions = {}): ScriptedSource {
  const played = answers.map(toChunks);
  const requests: ChatRequest[] = [];
  const source = sourceOf(
    (request) => {
      const index = requests.push(request) - 1;
      return played[index] ?? throwError(() => new Error(tooOften(name, answers.length)));
    },
    { name },
  );
  return { ...source, requests };
}

function toChunks(answer: ScriptedAnswer): Observable<Chunk> {
  if (answer instanceof Error) return throwError(() => answer);
  if (isObservable(answer)) return answer;
  return of(...(isList(answer) ? answer : answerOf(answer)));
}

const isList = (answer: string | WrittenAnswer | readonly Chunk[]): answer is readonly Chunk[] => Array.isArray(answer);

const tooOften = (name: string, count: number): string =>
  `${name} was asked for answer ${count + 1} of ${count}: give it one more, or ask less often`;
