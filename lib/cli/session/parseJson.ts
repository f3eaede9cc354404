import { UsageError } from './UsageError.ts';

/** The JSON of a file of the user's. An error says where, and never what: the parser's own message quotes the text. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
    throw new UsageError(`${what} is not JSON${position === undefined ? '' : ` (${placeOf(text, Number(position))})`}`);
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
