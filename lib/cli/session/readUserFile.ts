import { readFile } from 'node:fs/promises';
import { UsageError } from './UsageError.ts';

/** The bytes of a file that the user named. An error begins with `what`: the option and the path. */
export async function readUserFile(path: string, what: string, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readFile(path, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`${what}: ${whyUnreadable(error)}`);
  }
}

/** Why a file cannot be read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not read it';
  if (code === 'ERR_FS_FILE_TOO_LARGE') return 'it is too large';
  return `it cannot be read (${code})`;
}
