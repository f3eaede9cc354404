import type { ChatRequest } from '../../request/ChatRequest.ts';
import type { Message } from '../../request/Message.ts';
import { AnswerMeter } from '../answer/AnswerMeter.ts';
import type { ChunkPrinter } from '../answer/ChunkPrinter.ts';
import { JsonPrinter } from '../answer/JsonPrinter.ts';
import { readPrompt } from './readPrompt.ts';
import type { ServiceOptions } from '../service/resolveService.ts';
import type { Session } from '../session/Session.ts';
import { TextPrinter } from '../answer/TextPrinter.ts';
import { toClosingLine } from '../answer/toClosingLine.ts';
import { UsageError } from '../session/UsageError.ts';
import { withService } from '../service/withService.ts';

/** The options of `rxllm chat`. */
export interface ChatOptions extends ServiceOptions {
  readonly model?: string;
  readonly system?: string;
  readonly stream: boolean;
  readonly json?: true;
  readonly reasoning?: boolean;
}

/** `rxllm chat`: asks, and prints the answer at the pace of its reader, so that a slow one pauses the socket. */
export async function chat(words: readonly string[], options: ChatOptions, session: Session): Promise<void> {
  const prompt = await readPrompt(words, session);
  await withService(options, session, async ({ provider, malformed }, { embedded }) => {
    const model = options.model || provider.defaultModel;
    if (model === undefined) {
      throw new UsageError(
        `--model is needed: ${provider.name} has no default, and 'rxllm models' lists what there is`,
      );
    }
    const printer = createPrinter(options, session);
    const meter = new AnswerMeter();
    for await (const chunk of provider.stream(toRequest(prompt, options, session))) {
      meter.add(chunk);
      await printer.print(chunk);
    }
    await printer.end();
    await session.stdout.endLine();
    // Not before the answer was delivered, and not if it could not be.
    await session.stdout.flush();
    session.signal.throwIfAborted();
    await session.stderr.endLine();
    await session.stderr.writeDim(toClosingLine(meter.result(), { model, malformed: malformed(), canned: embedded }));
  });
}

function toRequest(prompt: string, { model, system, stream }: ChatOptions, { signal }: Session): ChatRequest {
  const instructions: Message[] = system === undefined ? [] : [{ role: 'system', content: system }];
  return { model, messages: [...instructions, { role: 'user', content: prompt }], stream, signal };
}

function createPrinter({ json, reasoning }: ChatOptions, { stdout, stderr }: Session): ChunkPrinter {
  if (json === true) return new JsonPrinter(stdout);
  return new TextPrinter(stdout, stderr, reasoning ?? stderr.isTerminal);
}
