type Headers = Readonly<Record<string, string | undefined>>;

/** Headers by their lower-case names. A later one wins, and `undefined` means that the header is not sent. */
export function mergeHeaders(...all: readonly (Headers | undefined)[]): Headers {
  return Object.fromEntries(
    all.flatMap((headers) => Object.entries(headers ?? {})).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
