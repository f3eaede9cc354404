import { toPrintable } from './PrintableText.ts';

/** A server's message may be a page long. */
const MAX_LENGTH = 500;

/** What went wrong, as one line for a terminal: the message may hold words of a server. */
export function toErrorLine(message: string, advice = ''): string {
  const line = toPrintable(message.replaceAll(/\s+/g, ' ').trim());
  const shown = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')} …` : line;
  return `rxllm: ${shown}${advice === '' ? '' : ` (${toPrintable(advice)})`}\n`;
}
