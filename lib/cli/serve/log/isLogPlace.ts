/** The values of `--log`. */
export const LOG_PLACE = 'memory, or a URL that begins with redis:// or rediss://';

export const isLogPlace = (text: string): boolean =>
  text === 'memory' || (/^rediss?:\/\/./.test(text) && URL.canParse(text));
