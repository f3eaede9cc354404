import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../session/Failure.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ChatOptions } from './ChatOptions.ts';
import type { Conversation } from './Conversation.ts';

/** Only the user may read the file. */
const MODE = 0o600;

/** Checks before anything is sent whether the file can be written. */
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
 * Writes the messages of a conversation as JSON, if `--save` was given. The file is replaced atomically: the new one is written next
 * to it, and then renamed.
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

/** A link stays a link: its target is written. */
const targetOf = (path: string): Promise<string> => realpath(path).catch(() => path);

function whyUnwritable(error: unknown): string {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you do not have permission to write there';
  if (code === 'ENOSPC') return 'the disk is full';
  return `it cannot be written (${code})`;
}
