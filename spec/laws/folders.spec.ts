import { dirname, join } from 'node:path';
import { assert } from 'chai';
import { readText, sources } from '../docs/readExamples.ts';

/** Each folder of lib/ imports from those above it alone, types included: docs/decisions/0015-folders-by-purpose.md. */
const FOLDERS = [
  'errors',
  'codec',
  'rx',
  'request',
  'chunk',
  'schema',
  'structured',
  'sources',
  'framing',
  'http',
  'answer',
  'provider',
  'wires',
  'tools',
  'server',
  'relay',
  'redis',
  'testing',
  'cli',
];

/** What each source imports of the others. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
  sources.map((path) => {
    const found = readText(path).matchAll(
      /^(?:import|export|\}) ?[^'"`;]*from '(\.[^']+)';$|\bimport\('(\.[^']+)'\)/gm,
    );
    return [path, [...found].map(([, fixed, late]) => join(dirname(path), fixed ?? late ?? ''))];
  }),
);

describe('The folders of lib/', () => {
  it('are all in the list', () => {
    const folders = new Set(sources.map((path) => path.split('/')[1] ?? '').filter((name) => !name.endsWith('.ts')));
    assert.sameMembers([...folders], FOLDERS);
  });

  it('import only from those above them', () => {
    const upwards = pairs().filter(([from, to]) => from !== 'lib/index.ts' && place(to) > place(from));
    assert.deepEqual(
      upwards.map((pair) => pair.join(' → ')),
      [],
    );
  });

  it('have no cycle of files', () => {
    assert.deepEqual(cyclesOf(imports), []);
  });

  it('have no cycle of folders within them', () => {
    const folders = new Map<string, Set<string>>();
    for (const [from, to] of pairs()) {
      const known = folders.get(dirname(from)) ?? new Set();
      folders.set(dirname(from), dirname(from) === dirname(to) ? known : known.add(dirname(to)));
    }
    assert.deepEqual(cyclesOf(new Map([...folders].map(([folder, others]) => [folder, [...others]]))), []);
  });
});

const place = (path: string): number => FOLDERS.indexOf(path.split('/')[1] ?? '');

const pairs = (): readonly (readonly [from: string, to: string])[] =>
  [...imports].flatMap(([from, all]) => all.map((to) => [from, to] as const));

/** The ways that lead back to where they began. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): void => {
    if (way.includes(node)) cycles.push([...way.slice(way.indexOf(node)), node].join(' → '));
    if (way.includes(node) || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return cycles;
}
