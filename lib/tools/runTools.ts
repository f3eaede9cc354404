import { defer, type Observable } from 'rxjs';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { addContext, isBranded } from '../errors/ChatStreamError.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { ChatRequest } from '../request/ChatRequest.ts';
import { inTurn } from '../rx/inTurn.ts';
import { mapError } from '../rx/mapError.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { chunkForm, eitherForm, type AnswerForm } from '../sources/AnswerForm.ts';
import type { ChatSource, ChatSourceLike } from '../sources/ChatSource.ts';
import { checkSource } from '../sources/SourceEntry.ts';
import type { RunChunk, RunEvent } from './RunChunk.ts';
import { RunToolsOptions } from './RunToolsOptions.ts';
import { ToolRun } from './ToolRun.ts';

/** A source that runs tools. Its methods work when detached from the object. */
export interface ToolRunner extends ChatSource {
  /** The answer, and the events between its rounds: a cold stream, in which each subscription is a separate run. */
  readonly run: (request: ChatRequest) => Observable<RunChunk>;
}

/**
 * A source that answers the calls of the model by running tools, and asks the model again, until it makes no more calls.
 *
 * ```text
 * source, round 1   --start--call(weather)--finish--|
 * the tool                                          ---"18 °C"--|
 * source, round 2                                               --start--text--finish--|
 * stream()          --start--call(weather)---------------------------------text--finish--|
 * run()             --start--call(weather)----------s-----------r-round----text--round-finish--|
 * ```
 *
 * `stream()` emits one answer: one `start`, the content of all rounds with the calls renumbered, the sum of the usage, and the last
 * finish. `run()` emits the same, and the events of the tools in between (`s`: `tool-start`, `r`: `tool-result`).
 *
 * - Mistakes of the model are reported to the model and never end the run. The same applies to an error of a tool, unless `onToolError`
 *   says otherwise. Results appear in the conversation in the order of the calls.
 * - A run starts where the messages end: unanswered calls in the messages are answered first, as round 0. Results are sent directly after
 *   their calls, wherever they are in the messages.
 * - It ends with an answer without calls; with one that was cut off by `length` or `content-filter`, whose calls are not run; with
 *   `tool-calls` if the caller's own client has to run a tool; and with the last allowed round, in which the model may not call. A
 *   request that forces a call (`toolChoice`) does so in the first round only.
 * - Unsubscribing, `break` and an abort reach a tool's `context.signal` at once, and unsubscribe from what the tool returned.
 * - Back-pressure applies in every round.
 *
 * `failover`, `hedge` and `retryRequest` around a runner never run a tool twice: once tools have run, an error has
 * `contentReceived: true`. To retry single rounds, put them inside: `runTools(failover([a, b]), options)`.
 *
 * Throws `InvalidRequestError` for bad arguments; raises one for a request of several `choices`, and whatever the source raises.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { openAICompatible, toText } from 'rxllm';
 * import { defineTool, runTools } from 'rxllm/tools';
 *
 * const clock = defineTool({
 *   name: 'clock',
 *   description: 'The time in a time zone.',
 *   parameters: t.type({ timeZone: t.string }),
 *   execute: ({ timeZone }) => new Date().toLocaleTimeString('en', { timeZone }),
 * });
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * runTools(provider, { tools: [clock] })
 *   .stream({ messages: [{ role: 'user', content: 'How late is it in Tokyo?' }] })
 *   .pipe(toText())
 *   .subscribe((piece) => process.stdout.write(piece));
 * ```
 */
export function runTools(source: ChatSourceLike, options: RunToolsOptions): ToolRunner {
  checkSource(source, 'source');
  checkOptions(options);
  const name = `runTools(${source.name})`;

  const open = <T>(request: ChatRequest, form: AnswerForm<T>, tells: boolean): Observable<T | RunEvent> =>
    defer(() => {
      checkRequest(request);
      const run = new ToolRun({ source, options, request, form, tells });
      return inTurn(() => run.steps()).pipe(
        untilAborted(request.signal),
        mapError((error) => {
          if (run.hasRunTools && isBranded(error)) addContext(error, { contentReceived: true });
          return error;
        }),
      );
    }).pipe(attributeErrors({ context: () => ({ provider: name }), signal: request?.signal }));

  /** Without the events there are only values of answers. */
  const openAnswer = <T>(request: ChatRequest, form: AnswerForm<T>): Observable<T> =>
    open(request, form, false) as Observable<T>;

  return {
    name,
    run: (request) => open(request, chunkForm, true),
    stream: (request) => ChunkStream.from(openAnswer(request, chunkForm)),
    streamEither: (request) => openAnswer(request, eitherForm),
  };
}

function checkOptions(options: RunToolsOptions): void {
  decodeOrThrow(RunToolsOptions, options, 'options');
  const names = options.tools.map(({ name }) => name);
  const issues = names.flatMap((name, i) => {
    if (names.indexOf(name) === i) return [];
    const path = `options/tools/${i}/name`;
    return [{ path, expected: 'a name of its own', message: `${path} must be a name that no other tool has` }];
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
}

function checkRequest(request: ChatRequest): void {
  decodeOrThrow(ChatRequest, request);
  if ((request.choices ?? 1) === 1) return;
  const message = 'choices must be 1: a run continues with a single answer';
  throw new InvalidRequestError([{ path: 'choices', expected: '1', message }]);
}
