/** Why a file cannot be read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'you do not have permission to read it';
  if (code === 'ERR_FS_FILE_TOO_LARGE') return 'it is too large';
  return `it cannot be read (${code})`;
}
