import { onAbort } from '../../rx/onAbort.ts';
import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import { openAIGateway } from '../../server/gateway/openAIGateway.ts';
import { toNodeHandler } from '../../server/transport/toNodeHandler.ts';
import { explainFailure } from '../service/explainFailure.ts';
import type { Service } from '../service/openService.ts';
import { withService } from '../service/withService.ts';
import { failureLine } from '../session/failureLine.ts';
import type { Session } from '../session/Session.ts';
import { toErrorLine } from '../terminal/toErrorLine.ts';
import { toPrintable } from '../terminal/PrintableText.ts';
import { Answers } from './http/Answers.ts';
import { createHandler } from './http/createHandler.ts';
import { listen, type Listening } from './http/listen.ts';
import { loadPage } from './http/loadPage.ts';
import { type OpenedLog, openLog } from './log/openLog.ts';
import type { ServeOptions } from './ServeOptions.ts';
import { servedModels } from './source/servedModels.ts';
import { servedSource } from './source/servedSource.ts';

/** `rxllm serve`, which runs until Ctrl-C. */
export async function serve(options: ServeOptions, session: Session): Promise<void> {
  const tell: Tell = (line) => {
    // The server runs even if nobody reads its remarks.
    session.stderr.write(line).catch(() => undefined);
  };
  await withService(withItsModels(options), session, async (service) => {
    const opened = await openLog(options.log, {
      signal: session.signal,
      tell: (message) => tell(toErrorLine(message)),
    });
    try {
      await serveUntilInterrupted(service, { options, session, opened, tell });
    } finally {
      opened?.close();
    }
  });
}

/** Through OpenAI's API the embedded server offers every answer that it knows, each as a model. */
const withItsModels = (options: ServeOptions): ServeOptions =>
  options.embedded === true ? { provider: 'openai', ...options } : options;

/** Writes a line for the terminal. */
type Tell = (line: string) => void;

interface Serving {
  readonly options: ServeOptions;
  readonly session: Session;
  readonly opened: OpenedLog | undefined;
  readonly tell: Tell;
}

async function serveUntilInterrupted(service: Service, { options, session, opened, tell }: Serving): Promise<void> {
  const { provider, settings } = service;
  const model = settings.model ?? provider.defaultModel;
  const source = servedSource(service, {
    retries: options.retries,
    tell: (message, advice) => tell(toErrorLine(message, advice)),
  });
  const onError = (error: unknown): void => tell(lineOf(error, service));
  const answers = new Answers({ source, log: opened?.log, onError });
  const handler = createHandler({
    gateway: openAIGateway(source, { models: () => servedModels(provider, model), onError }),
    answers,
    page: await loadPage(),
    settings: { provider: provider.name, model, log: opened !== undefined, canned: settings.embedded },
    host: options.host,
  });
  const server = await listen(toNodeHandler(handler), options);
  try {
    await announce(server, service, session);
    await interrupted(session.signal);
  } finally {
    await Promise.all([answers.stopAll(), server.close()]);
  }
}

/** Prints the addresses to standard output, and remarks to standard error. */
async function announce({ url, isOpen }: Listening, { provider, settings }: Service, session: Session): Promise<void> {
  const { stdout, stderr } = session;
  const model = settings.model ?? provider.defaultModel;
  const who = [provider.name, ...(model === undefined ? [] : [model]), ...(settings.embedded ? ['canned'] : [])];
  await stdout.write(`chat page   ${url}\nOpenAI API  ${url}/v1\n`);
  await stderr.writeDim(`${toPrintable(who.join(' · '))}\n`);
  if (isOpen) await stderr.write(toErrorLine(OPEN));
  await stderr.writeDim('Ctrl-C ends it.\n');
}

const OPEN = 'anyone who can reach this address can send requests at your expense: no key is required';

const interrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else onAbort(signal, resolve);
  });

/** The line for the terminal. Clients are told little. */
function lineOf(error: unknown, { settings }: Service): string {
  // A bad request is the client's mistake; its message names fields of the request, not options.
  const isClients = isChatStreamError(error) && error.name === 'InvalidRequestError';
  return failureLine(isClients ? error : explainFailure(error, settings));
}
