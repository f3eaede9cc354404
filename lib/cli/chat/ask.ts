import type { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import type { ChatRequest } from '../../request/ChatRequest.ts';
import { toAsyncIterable } from '../../rx/toAsyncIterable.ts';
import { AnswerMeter } from '../answer/AnswerMeter.ts';
import type { ChunkPrinter } from '../answer/ChunkPrinter.ts';
import { JsonPrinter } from '../answer/JsonPrinter.ts';
import { retrying } from '../answer/retrying.ts';
import { TextPrinter } from '../answer/TextPrinter.ts';
import { toClosingLine } from '../answer/toClosingLine.ts';
import { explainFailure } from '../service/explainFailure.ts';
import type { Service } from '../service/openService.ts';
import type { Session } from '../session/Session.ts';
import { Spinner } from '../terminal/Spinner.ts';
import { toErrorLine } from '../terminal/toErrorLine.ts';
import type { ChatOptions } from './ChatOptions.ts';
import type { Conversation } from './Conversation.ts';
import type { Question } from './Question.ts';

const NOT_KEPT = 'This turn is not kept: the service blocked it, and would block each later request that repeats it.\n';

/** Which service to ask, and how. */
export interface Asking {
  readonly service: Service;
  readonly model: string;
  readonly options: ChatOptions;
  readonly session: Session;
}

/** What to do with an answer besides printing it. */
export interface AnswerUse {
  /** Stops it. */
  readonly signal: AbortSignal;
  /** Collects the answer as it arrives, if the conversation is to keep it. */
  readonly keep?: AnswerBuilder | undefined;
}

/** Asks, and prints the answer at the pace of its reader, so that a slow reader pauses the socket. */
export async function ask(
  question: Question,
  conversation: Conversation,
  asking: Asking,
  { signal, keep }: AnswerUse,
): Promise<void> {
  const { service, model, options, session } = asking;
  const { stdout, stderr } = session;
  const messages = conversation.asking(question.message);
  const request: ChatRequest = { model, messages, stream: options.stream, signal, ...service.settings.sampling };
  const malformedBefore = service.malformed();
  const meter = new AnswerMeter();
  const spinner = new Spinner(stderr);
  const printer = createPrinter(options, session, () => spinner.stop());
  const tell = (message: string, advice: string): void => {
    spinner.stop();
    void stderr.write(toErrorLine(message, advice));
    spinner.start();
  };
  spinner.start();
  try {
    for await (const chunk of toAsyncIterable(retrying(service.provider.stream(request), options.retries, tell))) {
      meter.add(chunk);
      keep?.add(chunk);
      await printer.print(chunk);
    }
  } catch (error) {
    throw explainFailure(error, service.settings, namesOf(question, messages.length - 1));
  } finally {
    spinner.stop();
  }
  await printer.end();
  await stdout.endLine();
  // The closing line comes after the answer was delivered, and not at all if it could not be.
  await stdout.flush();
  session.signal.throwIfAborted();
  await stderr.endLine();
  const malformed = service.malformed() - malformedBefore;
  await stderr.writeDim(toClosingLine(meter.result(), { model, malformed, canned: service.settings.embedded }));
  if (keep !== undefined && !conversation.add(question.message, keep.whole())) await stderr.writeDim(NOT_KEPT);
}

function createPrinter(
  { json, reasoning }: ChatOptions,
  { stdout, stderr }: Session,
  beforePrint: () => void,
): ChunkPrinter {
  if (json === true) return new JsonPrinter(stdout, beforePrint);
  return new TextPrinter(stdout, stderr, { showsReasoning: reasoning ?? stderr.isTerminal, beforePrint });
}

/** The names of the question's parts, for an error about one of them. */
const namesOf = ({ files }: Question, index: number): ReadonlyMap<string, string> =>
  new Map(files.map((name, i) => [`messages/${index}/content/${i}`, name]));
