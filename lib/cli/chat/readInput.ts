import type { LineEditor, LineEvent } from '../terminal/LineEditor.ts';

/** What a person typed at the prompt. */
export type Input =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly text: string }
  | Exclude<LineEvent, { readonly kind: 'line' }>;

const PROMPT = '>>> ';
const CONTINUED = '... ';
const QUOTES = '"""';

/** Reads a prompt or a command. Three quotes start a text of several lines, and three quotes end it. */
export async function readInput(editor: Pick<LineEditor, 'read'>): Promise<Input> {
  const first = await editor.read(PROMPT);
  if (first.kind !== 'line') return first;
  const [opening = '', system] = /^(?:\s*|(\/system\s+))"""/.exec(first.text) ?? [];
  if (opening === '') return toInput(first.text);
  const rest = await readQuoted(editor, first.text.slice(opening.length));
  if (rest.kind !== 'line') return rest;
  return system === undefined
    ? { kind: 'prompt', text: rest.text }
    : { kind: 'command', name: 'system', text: rest.text };
}

async function readQuoted(editor: Pick<LineEditor, 'read'>, begun: string): Promise<LineEvent> {
  let text = begun;
  while (!text.trimEnd().endsWith(QUOTES)) {
    const next = await editor.read(CONTINUED);
    if (next.kind === 'interrupt') return { ...next, hadText: true };
    if (next.kind === 'end') return next;
    text += `\n${next.text}`;
  }
  return {
    kind: 'line',
    text: text
      .trimEnd()
      .slice(0, -QUOTES.length)
      .replace(/^\n|\n$/g, ''),
  };
}

/** A command is a slash and a word at the start of a line: neither `/etc/hosts` nor ` /clear` is one. */
function toInput(text: string): Input {
  const [, name, rest = ''] = /^\/([a-z]+|\?)(?:\s+(.*))?$/is.exec(text) ?? [];
  return name === undefined
    ? { kind: 'prompt', text }
    : { kind: 'command', name: name.toLowerCase(), text: rest.trim() };
}
