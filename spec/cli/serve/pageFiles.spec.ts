import { gzipSync } from 'node:zlib';
import { assert } from 'chai';
import { loadPage } from '../../../lib/cli/serve/http/loadPage.ts';
import type { PageFiles } from '../../../lib/cli/serve/http/PageFiles.ts';
import { describeUnless } from './describeUnless.ts';
import { missingBuild } from './startServe.ts';

/** It weighed 31.4 KiB when this was written. */
const LIMIT_KIB = 34;

describeUnless(missingBuild, "the page's files", () => {
  let files: PageFiles;
  before(async () => {
    files = await loadPage();
  });

  const textOf = (path: string): string => Buffer.from(files.get(path)?.bytes ?? []).toString();

  it('are those that the page names, and nothing of other hosts', () => {
    const named = [...textOf('/').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name = '']) => `/${name}`);
    assert.sameMembers([...new Set(['/', ...named])], [...files.keys()]);
    assert.notMatch(textOf('/'), /\bstyle=|<style|<script(?! type="module" src="page\.js"><)/);
    assert.notMatch(textOf('/page.css'), /url\(|@import/);
  });

  it('hold nothing of Node, and no provider', () => {
    const script = textOf('/page.js');
    assert.notMatch(script, /\bnode:|\brequire\(|innerHTML|\beval\(|new Function/);
    assert.notInclude(script, 'api.openai.com');
    assert.notInclude(script, 'generativelanguage');
  });

  it(`weigh less than ${LIMIT_KIB} KiB, compressed`, () => {
    const sizes = [...files.values()].map(({ bytes }) => gzipSync(bytes, { level: 9 }).length);
    const kibibytes = sizes.reduce((sum, size) => sum + size, 0) / 1024;
    assert.isBelow(kibibytes, LIMIT_KIB);
    assert.isAbove(kibibytes, 15, 'it cannot be whole');
  });
});
