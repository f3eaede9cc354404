import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from './Example.ts';

/** Where the pages are. */
export const root: string = join(import.meta.dirname, '../..');

/** The README and every page of `docs/`, from the root. */
export const pages: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesUnder('docs', '.md'),
];

/** The sources, whose documentation comments hold examples too. */
export const sources: readonly string[] = filesUnder('lib', '.ts');

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * The blocks fenced as `ts`. One that is to be run has `<!-- run -->` in the line before, and what it prints in a `text` block
 * behind it.
 */
export function examplesOfPage(path: string): readonly Example[] {
  return examplesOf(path, readText(path).split('\n'));
}

/** The blocks fenced as `ts` in the documentation comments of a source. */
export function examplesOfSource(path: string): readonly Example[] {
  const comment = /^\s*\* ?/;
  const lines = readText(path).split('\n');
  return examplesOf(
    path,
    lines.map((line) => (comment.test(line) ? line.replace(comment, '') : '')),
  );
}

function examplesOf(path: string, lines: readonly string[]): readonly Example[] {
  const examples: Example[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] !== '```ts') continue;
    const runs = lines[at - 1] === '<!-- run -->';
    const code = blockAt(lines, at);
    const behind = at + code.length + 3;
    const prints = runs && lines[behind] === '```text' ? blockAt(lines, behind).join('\n') : undefined;
    if (runs && prints === undefined) throw new Error(`${path}:${at + 1}: no text block behind an example that runs`);
    examples.push({ name: `${path}:${at + 1}`, code: `${code.join('\n')}\n`, prints });
  }
  return examples;
}

function blockAt(lines: readonly string[], fence: number): readonly string[] {
  return lines.slice(fence + 1, lines.indexOf('```', fence + 1));
}

function filesUnder(folder: string, extension: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .toSorted();
}
