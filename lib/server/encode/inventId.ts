const LENGTH = 24;

/** An id that nobody else has, for what came without one. */
export const inventId = (prefix: string): string =>
  `${prefix}${crypto.randomUUID().replaceAll('-', '').slice(0, LENGTH)}`;
