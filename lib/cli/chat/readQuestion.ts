import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readUserFile } from '../session/readUserFile.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';
import { type Attachment, toAttachment } from './Attachment.ts';
import { type Question, toQuestion } from './Question.ts';

/** The question of the command line: its words or standard input, and the files. */
export async function readQuestion(
  words: readonly string[],
  paths: readonly string[],
  session: Session,
): Promise<Question> {
  const fromInput = words.length === 0 || isInput(words);
  const inputs = paths.filter((path) => path === '-').length;
  if (inputs > 1 || (inputs === 1 && isInput(words)))
    throw new UsageError("standard input can be read only once: use '-' once");
  const attachments = await readAttachments(paths, session);
  const prompt = !fromInput ? words.join(' ') : inputs === 1 ? '' : await readPrompt(session);
  // A file may be the whole question.
  if (prompt.trim() === '' && (attachments.length === 0 || !fromInput))
    throw new UsageError('the prompt is empty: type it after the command, or send it to standard input');
  return toQuestion(prompt.trim() === '' ? '' : prompt, attachments);
}

/**
 * Reads the files to send with a question.
 *
 * @param word how the files were given, for errors
 */
export async function readAttachments(
  paths: readonly string[],
  session: Session,
  word = '--file',
): Promise<readonly Attachment[]> {
  const attachments: Attachment[] = [];
  for (const path of paths) {
    const name = `${word} ${path}`;
    const bytes = path === '-' ? await readInput(session) : await readUserFile(path, name, session.signal);
    attachments.push(toAttachment(bytes, path, name));
  }
  return attachments;
}

const isInput = (words: readonly string[]): boolean => words.length === 1 && words[0] === '-';

/** Reads UTF-8. The last line end is not part of the prompt. */
async function readPrompt(session: Session): Promise<string> {
  const { stdin, stderr } = session;
  if (stdin.isTTY === true) await stderr.writeDim('Type a prompt; Ctrl-D on a line of its own sends it.\n');
  const text = (await readInput(session)).toString('utf8').replace(/\r?\n$/, '');
  if (text.includes('\0')) throw new UsageError("standard input is not text: to send it as a file, add '--file -'");
  return text;
}

const readInput = ({ stdin, signal }: Session): Promise<Buffer> => buffer(addAbortSignal(signal, stdin));
