import { existsSync } from 'node:fs';
import * as t from 'io-ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { Message } from '../../request/Message.ts';
import { parseJson } from '../session/parseJson.ts';
import { readUserFile } from '../session/readUserFile.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ChatOptions } from './ChatOptions.ts';

const History = t.readonlyArray(Message, 'a list of messages');

/**
 * The messages of the conversation to continue; none without `--continue`.
 *
 * The file may be missing where `--save` names it too: then it is the first time that this command runs.
 */
export async function loadHistory(
  { continue: path, save }: Pick<ChatOptions, 'continue' | 'save'>,
  { signal }: Session,
): Promise<readonly Message[]> {
  if (path === undefined || (path === save && !existsSync(path))) return [];
  const what = `--continue ${path}`;
  const text = (await readUserFile(path, what, signal)).toString('utf8');
  if (text.trim() === '') throw new UsageError(`${what}: it is empty; --save writes such a file`);
  const messages = parseJson(text, what);
  try {
    decodeOrThrow(History, messages, 'messages');
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    const [first, ...others] = error.issues.map(({ message }) => message);
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    throw new UsageError(`${what} is not a conversation that --save wrote: ${first}${more}`);
  }
  return messages as readonly Message[];
}
