import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../session/Failure.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ChatOptions } from './ChatOptions.ts';
import type { Conversation } from './Conversation.ts';

/** Only the user reads their conversations. */
const MODE = 0o600;

/** Finds out before anything is asked that the file could not be written. */
export async function checkSavePath({ save: path }: Pick<ChatOptions, 'save'>): Promise<void> {
  if (path === undefined) return;
  try {
    const target = await targetOf(path);
    const known = await stat(target).catch(() => undefined);
    if (known !== undefined && !known.isFile()) throw new UsageError(`--save ${path}: it is not a file`);
    await access(dirname(target), constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--save ${path}: ${whyUnwritable(error)}`);
  }
}

/**
 * Writes a conversation as the JSON of its messages, if its person wants that. The file is the old one or the new one, whatever
 * happens meanwhile: the new one is written beside it, and then takes its place.
 */
export async function saveConversation(
  { messages }: Conversation,
  { save: path }: Pick<ChatOptions, 'save'>,
): Promise<void> {
  if (path === undefined) return;
  const target = await targetOf(path);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  try {
    const known = await stat(target).catch(() => undefined);
    const file = await open(beside, 'wx', known === undefined ? MODE : known.mode & 0o777);
    try {
      await file.writeFile(`${JSON.stringify(messages, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Failure(`the conversation could not be saved to ${path}: ${whyUnwritable(error)}`);
  }
}

/** A link stays one: what it leads to is written. */
const targetOf = (path: string): Promise<string> => realpath(path).catch(() => path);

function whyUnwritable(error: unknown): string {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you may not write there';
  if (code === 'ENOSPC') return 'the disk is full';
  return `it cannot be written (${code})`;
}
