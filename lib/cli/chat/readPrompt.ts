import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';

/** The prompt from the arguments; without any, or from `-` alone, what standard input holds. */
export async function readPrompt(words: readonly string[], session: Session): Promise<string> {
  const fromInput = words.length === 0 || (words.length === 1 && words[0] === '-');
  const prompt = fromInput ? await readInput(session) : words.join(' ');
  if (prompt.trim() === '') throw new UsageError('the prompt is empty');
  return prompt;
}

/** UTF-8; the last line's end is the shell's, not the prompt's. */
async function readInput({ stdin, stderr, signal }: Session): Promise<string> {
  if (stdin.isTTY === true) await stderr.writeDim('Type a prompt; Ctrl-D on a line of its own sends it.\n');
  return (await text(addAbortSignal(signal, stdin))).replace(/\r?\n$/, '');
}
