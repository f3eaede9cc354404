import * as t from 'io-ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { Message } from '../../request/Message.ts';
import { parseJson } from '../session/parseJson.ts';
import { readUserFile } from '../session/readUserFile.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';

const History = t.readonlyArray(Message, 'a list of messages');

/** The messages of a conversation that was saved. */
export async function loadHistory(path: string, { signal }: Session): Promise<readonly Message[]> {
  const what = `--continue ${path}`;
  const text = (await readUserFile(path, what, signal)).toString('utf8');
  if (text.trim() === '') throw new UsageError(`${what}: it is empty: --save writes such a file`);
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
