type Entry = Readonly<Record<string, unknown>>;

/** How many runs of tool results a conversation contains: each run answers one round of calls. */
export function toolRounds(messages: unknown, isResult: (message: Entry) => boolean): number {
  if (!Array.isArray(messages)) return 0;
  const results = messages.map(
    (message) => typeof message === 'object' && message !== null && isResult(message as Entry),
  );
  return results.filter((isOne, i) => isOne && results[i - 1] !== true).length;
}
