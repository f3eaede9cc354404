import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, expect } from 'chai';
import packageJson from '../../package.json' with { type: 'json' };
import { entries, exportsOf } from './publicApi.ts';
import { pages, readText, root } from './readExamples.ts';

describe('pages', () => {
  for (const page of pages) {
    it(`${page}: its links lead somewhere`, () => {
      const dead = linksOf(page).filter((link) => !leadsSomewhere(page, link));
      assert.deepEqual(dead, []);
    });
  }

  it('are in the package, and so is what they link to, except examples and how the library is tested and measured', () => {
    const packed = ['README.md', 'LICENSE', 'package.json', ...packageJson.files];
    const needed = pages.flatMap((page) => [page, ...linksOf(page).map((link) => targetOf(page, link))]);
    const folders = new Set(needed.map((path) => path.split('/')[0]));
    const elsewhere = ['bench', 'examples', 'spec'];
    expect(packed).to.include.members([...folders].filter((folder) => !elsewhere.includes(folder ?? '')));
  });

  it('are all in their list', () => {
    const list = readText('docs/README.md');
    const missing = pages
      .filter((page) => /^docs\/(?:wires\/)?[^/]+$/.test(page) && page !== 'docs/README.md')
      .filter((page) => !list.includes(`](${page.slice('docs/'.length)})`));
    assert.deepEqual(missing, []);
  });

  it('of decisions are all in their list, numbered one after the other', () => {
    const list = readText('docs/decisions/README.md');
    const records = pages.filter((page) => /^docs\/decisions\/\d/.test(page));
    expect(records).to.include('docs/decisions/0001-gate-through-destination.md');
    for (const [i, record] of records.entries()) {
      const number = String(i + 1).padStart(4, '0');
      const name = record.slice('docs/decisions/'.length);
      expect(name).to.match(new RegExp(`^${number}-`));
      expect(list).to.include(`| [${number}](${name}) |`);
      expect(readText(record)).to.match(
        new RegExp(`^# ${number}: .+\n\n\\*\\*Status:\\*\\* (?:.+\n)+\n\\*\\*Decision\\.\\*\\* `),
      );
    }
  });

  it('give a reason for every runtime dependency, and for no other', () => {
    const { dependencies, peerDependencies } = packageJson;
    const table = readText('docs/decisions/0003-runtime-dependencies.md').matchAll(/^\| `([^`]+)`/gm);
    expect([...table].map(([, name]) => name)).to.have.members(Object.keys({ ...dependencies, ...peerDependencies }));
  });

  for (const entry of entries) {
    it(`list every public name of ${entry} once, and no other`, () => {
      const name = entry.replace('.', 'rxllm');
      const [, section] = readText('docs/reference.md').split(`\n## \`${name}\`\n`);
      const [names] = (section ?? '').split('\n## `rxllm');
      expect(listedIn(names)).to.have.members(exportsOf(entry).map(({ name: exported }) => exported));
    });
  }
});

/** The names in the first column of a page's tables. */
const listedIn = (page = ''): readonly string[] =>
  [...page.matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );

/** A page without its code, in which a bracket is no link. */
const proseOf = (page: string): string =>
  readText(page)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');

/** What a page links to, other than on the web. */
const linksOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link));

/** Where a link leads, from the root. */
function targetOf(page: string, link: string): string {
  const [path = ''] = link.split('#');
  return path === '' ? page : join(dirname(page), path);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [, anchor] = link.split('#');
  const target = targetOf(page, link);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || headingsOf(target).includes(anchor);
}

/** The anchors of a page, as GitHub makes them. */
function headingsOf(page: string): readonly string[] {
  return [...readText(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
