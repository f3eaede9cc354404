/** The default limit of one line, one event or one JSON answer: 16 MiB. */
export const DEFAULT_MAX_BYTES: number = 16 * 1024 * 1024;
