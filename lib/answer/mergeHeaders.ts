type Headers = Readonly<Record<string, string | undefined>>;

/** Headers by their lower-case names; a later one wins, and `undefined` stands for "not this one". */
export function mergeHeaders(...all: readonly (Headers | undefined)[]): Headers {
  return Object.fromEntries(
    all.flatMap((headers) => Object.entries(headers ?? {})).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
