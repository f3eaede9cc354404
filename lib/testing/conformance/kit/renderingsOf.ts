import { inspect } from 'node:util';

/** Every way in which an error becomes text, including its causes. */
export function renderingsOf(error: unknown): Readonly<Record<string, string>> {
  const { stack, message, cause } = error as Error;
  return {
    String: String(error),
    message,
    stack: stack ?? '',
    inspect: inspect(error, {
      depth: Infinity,
      showHidden: true,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    stringify: JSON.stringify(error) ?? '',
    entries: JSON.stringify(Object.entries(error as object)),
    cause: inspect(cause, { depth: Infinity, showHidden: true }),
  };
}
