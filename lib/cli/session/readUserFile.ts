import { readFile } from 'node:fs/promises';
import { UsageError } from './UsageError.ts';
import { whyUnreadable } from './whyUnreadable.ts';

/** The bytes of a file that the user named. An error begins with `what`: the option and the path. */
export async function readUserFile(path: string, what: string, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readFile(path, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`${what}: ${whyUnreadable(error)}`);
  }
}
