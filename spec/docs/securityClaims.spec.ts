import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { assert, expect } from 'chai';
import { readText, root } from './readExamples.ts';

/** What is claimed of nobody here: they say where the claims end. */
const UNPROVEN = ['For an http target a proxy sees', 'A key in a web page'];

/** A claim of the page, and the specs that prove it. */
interface Claim {
  readonly text: string;
  readonly proofs: readonly { readonly file: string; readonly title: string }[];
}

describe('docs/security.md: claims', function () {
  this.timeout(120_000);

  const claims = readClaims();
  let titles: ReadonlyMap<string, readonly string[]>;

  before(async () => {
    titles = await titlesOf([...new Set(claims.flatMap(({ proofs }) => proofs.map(({ file }) => file)))]);
  });

  it('are found', () => {
    expect(claims).to.have.length.above(20);
  });

  for (const { text, proofs } of claims.filter((claim) => !UNPROVEN.some((start) => claim.text.startsWith(start)))) {
    it(text.replace(/[.:(].*/, ''), () => {
      expect(proofs).to.have.length.above(0);
      for (const { file, title } of proofs) {
        assert.isTrue(titles.get(file)?.some((found) => found.includes(title)) ?? false, `${file} > ${title}`);
      }
    });
  }
});

function readClaims(): readonly Claim[] {
  const sections = readText('docs/security.md').split(/^## /m).slice(1);
  return sections
    .flatMap((section) => section.split(/^- /m).slice(1))
    .map((claim) => claim.replaceAll(/\s+/g, ' ').trim())
    .map((text) => ({
      text,
      proofs: [...text.matchAll(/`(spec\/[\w/.]+)(?: > ([^`]+))?`/g)].map(([, file = '', title = '']) => ({
        file,
        title,
      })),
    }));
}

/** The titles of the tests in these files, as mocha itself has them: it loads the files and runs nothing. */
async function titlesOf(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const args = [mocha, '--dry-run', '--reporter', 'json', ...files];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const { tests } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    readonly tests: readonly { readonly file: string; readonly fullTitle: string }[];
  };
  const titles = new Map<string, string[]>();
  for (const { file, fullTitle } of tests) {
    const path = relative(root, file).replaceAll('\\', '/');
    titles.set(path, [...(titles.get(path) ?? []), fullTitle]);
  }
  return titles;
}
