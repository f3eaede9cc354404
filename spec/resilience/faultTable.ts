import { readFileSync } from 'node:fs';
import { openAICompatible } from '../../lib/index.ts';
import { type Fault, isFault, type NoFault, type Phase, phases } from '../../lib/testing/conformance/faults/Fault.ts';
import { playFault, ways } from '../../lib/testing/conformance/faults/playFault.ts';
import { faults } from './faults.ts';

export const page = new URL('../../docs/errors.md', import.meta.url);

const BEGIN = '<!-- the table of spec/resilience/writeFaultTable.ts begins -->\n';
const END = '<!-- the table of spec/resilience/writeFaultTable.ts ends -->\n';

const seen = new Map<string, Promise<string>>();

/** What a client gets from a fault, in one way to read: played once, and remembered. */
export function observe(title: string, cell: Fault, way: string): Promise<string> {
  const key = `${title}: ${way}`;
  const outcome = seen.get(key) ?? play(cell, way);
  seen.set(key, outcome);
  return outcome;
}

async function play(cell: Fault, way: string): Promise<string> {
  const closing: (() => void)[] = [];
  try {
    return await playFault(cell, ways[way] as (typeof ways)[string], {
      ask: (options) => ({
        provider: openAICompatible(options),
        request: { model: 'm', messages: [{ role: 'user', content: 'Hello' }] },
      }),
      atEnd: (close) => void closing.push(close),
      everySocket: true,
    });
  } finally {
    for (const close of closing) close();
  }
}

export const titleOf = (fault: string, phase: Phase): string => `${fault}, ${phase}`;

/** The page with the table of what was seen, in the place of the one that it has. */
export async function pageWithTable(): Promise<string> {
  const text = readFileSync(page, 'utf8');
  const [above = '', rest = ''] = text.split(BEGIN);
  const below = rest.split(END)[1] ?? '';
  return `${above}${BEGIN}\n${await renderTable()}\n${END}${below}`;
}

async function renderTable(): Promise<string> {
  const lines = [`| | ${phases.join(' | ')} |`, `| --- |${' --- |'.repeat(phases.length)}`];
  for (const [fault, row] of Object.entries(faults)) {
    const cells: string[] = [];
    for (const phase of phases) cells.push(await renderCell(titleOf(fault, phase), row[phase]));
    lines.push(`| **${fault}** | ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

async function renderCell(title: string, cell: Fault | NoFault): Promise<string> {
  if (!isFault(cell)) return `—<br><sub>${cell.reason}</sub>`;
  const outcomes = new Map<string, string[]>();
  for (const way of Object.keys(ways)) {
    const outcome = await observe(title, cell, way);
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), way]);
  }
  const texts = [...outcomes].map(([outcome, by]) => (outcomes.size === 1 ? outcome : `${by.join(', ')}: ${outcome}`));
  return `${texts.join('<br>')}<br><sub>${title}</sub>`;
}
