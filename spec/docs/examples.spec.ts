import { assert, expect } from 'chai';
import { from, lastValueFrom, mergeMap } from 'rxjs';
import type { Example } from './Example.ts';
import { ExampleFolder, type Outcome } from './ExampleFolder.ts';
import { arePeersInstalled, importsPeers, peersFolder } from '../peers/peers.ts';
import { examplesOfPage, examplesOfSource, pages, sources } from './readExamples.ts';

/** Each example that runs is a process of its own. */
const PROCESSES_AT_ONCE = 3;

describe('examples', function () {
  this.timeout(300_000);

  const examples = [...pages.flatMap(examplesOfPage), ...sources.flatMap(examplesOfSource)];
  const withPeers = examples.filter(({ code }) => importsPeers(code));
  const others = examples.filter((example) => !withPeers.includes(example));
  const runnable = examples.filter(({ prints }) => prints !== undefined);
  const outcomes = new Map<Example, Outcome>();
  let folder: ExampleFolder;
  let complaints: ReadonlyMap<Example, string>;

  before(async () => {
    folder = new ExampleFolder(others);
    complaints = new Map([...(await folder.compile()), ...(await compileWithPeers(withPeers))]);
    await folder.bundle();
    const run = async (example: Example): Promise<void> => void outcomes.set(example, await folder.run(example));
    await lastValueFrom(from(runnable).pipe(mergeMap(run, PROCESSES_AT_ONCE)));
  });

  after(() => folder.delete());

  it('are found in the README, the pages and the sources', () => {
    const found = new Set(examples.map(({ name }) => name.replace(/:\d+$/, '')));
    expect([...found]).to.include.members(['README.md', 'docs/resilience.md', 'lib/chunk/settle.ts']);
  });

  for (const example of examples) {
    it(`${example.name} compiles`, function () {
      if (!complaints.has(example)) this.skip();
      assert.strictEqual(complaints.get(example), '');
    });
  }

  for (const example of runnable) {
    it(`${example.name} prints what the page says`, () => {
      const { code, stdout, stderr } = outcomes.get(example) ?? {};
      assert.deepEqual({ code, stdout: stdout?.trimEnd(), stderr }, { code: 0, stdout: example.prints, stderr: '' });
    });
  }
});

/** Those that import frameworks compile where these are installed: `npm ci --prefix spec/peers`. */
async function compileWithPeers(examples: readonly Example[]): Promise<ReadonlyMap<Example, string>> {
  if (!arePeersInstalled) return new Map();
  const folder = new ExampleFolder(examples, peersFolder);
  try {
    return await folder.compile();
  } finally {
    folder.delete();
  }
}
