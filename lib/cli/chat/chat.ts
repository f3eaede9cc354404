import { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import { listCommand } from '../service/listCommand.ts';
import { withService } from '../service/withService.ts';
import { readUserFile } from '../session/readUserFile.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';
import { ask, type Asking } from './ask.ts';
import type { ChatOptions } from './ChatOptions.ts';
import { Conversation } from './Conversation.ts';
import { Dialogue } from './Dialogue.ts';
import { loadHistory } from './loadHistory.ts';
import { readAttachments, readQuestion } from './readQuestion.ts';
import { checkSavePath, saveConversation } from './saveConversation.ts';

/** `rxllm chat`: asks one question or, without one on a terminal, holds a conversation. */
export async function chat(words: readonly string[], options: ChatOptions, session: Session): Promise<void> {
  await withService(options, session, async (service) => {
    const { provider, settings } = service;
    const model = settings.model ?? provider.defaultModel;
    if (model === undefined) {
      throw new UsageError(
        `${provider.name} has no default model: choose one with --model ('${listCommand(settings)}' lists them)`,
      );
    }
    await checkSavePath(options);
    const conversation = await openConversation(options, settings.system, session);
    const asking = { service, model, options, session };
    if (isDialogue(words, options, session)) await converse(conversation, asking);
    else await askOnce(words, conversation, asking);
  });
}

async function askOnce(words: readonly string[], conversation: Conversation, asking: Asking): Promise<void> {
  const { options, session } = asking;
  const question = await readQuestion(words, options.file ?? [], session);
  const keep = options.save === undefined ? undefined : new AnswerBuilder();
  await ask(question, conversation, asking, { signal: session.signal, keep });
  await saveConversation(conversation, options);
}

async function converse(conversation: Conversation, asking: Asking): Promise<void> {
  const { options, session } = asking;
  const dialogue = new Dialogue(conversation, await readAttachments(options.file ?? [], session), asking);
  try {
    await dialogue.run();
  } finally {
    dialogue.close();
  }
}

/** Instructions: those of the command line win over those of the saved conversation, and those over the config file's. */
async function openConversation(
  options: ChatOptions,
  usual: string | undefined,
  session: Session,
): Promise<Conversation> {
  const { system, systemFile } = options;
  const conversation = new Conversation(await loadHistory(options, session));
  const ofFile = systemFile === undefined ? undefined : await readInstructions(systemFile, session);
  const given = system ?? ofFile;
  if (given !== undefined) conversation.instruct(given);
  else if (usual !== undefined && !conversation.hasInstructions) conversation.instruct(usual);
  return conversation;
}

async function readInstructions(path: string, { signal }: Session): Promise<string> {
  const what = `--system-file ${path}`;
  const text = (await readUserFile(path, what, signal))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') throw new UsageError(`${what}: it is empty`);
  return text;
}

/** Both ends are a terminal, and no prompt was given. */
function isDialogue(words: readonly string[], { json }: ChatOptions, { stdin, stdout }: Session): boolean {
  return words.length === 0 && json !== true && stdout.isTerminal && stdin.isTTY === true;
}
