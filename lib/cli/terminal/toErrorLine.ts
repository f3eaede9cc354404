import { toPrintable } from './PrintableText.ts';

/** The message of a server may be long. */
const MAX_LENGTH = 500;

/** The failure as one line that is safe for a terminal, since the message may contain text of a server. */
export function toErrorLine(message: string, advice = ''): string {
  const line = toPrintable(message.replaceAll(/\s+/g, ' ').trim());
  const shown = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')} …` : line;
  return `rxllm: ${shown}${advice === '' ? '' : ` (${toPrintable(advice)})`}\n`;
}
