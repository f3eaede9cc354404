const LENGTH = 24;

/** A unique id for something that came without one. */
export const inventId = (prefix: string): string =>
  `${prefix}${crypto.randomUUID().replaceAll('-', '').slice(0, LENGTH)}`;
