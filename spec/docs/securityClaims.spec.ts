import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert, expect } from 'chai';
import { readText, root } from './readExamples.ts';

/** What is claimed of nobody here: they say where the claims end. */
const UNPROVEN = ['For an http target a proxy sees', 'A key in a web page'];

describe('docs/security.md: claims', () => {
  const sections = readText('docs/security.md').split(/^## /m).slice(1);
  const claims = sections
    .flatMap((section) => section.split(/^- /m).slice(1))
    .map((claim) => claim.replaceAll(/\s+/g, ' ').trim());

  it('are found', () => {
    expect(claims).to.have.length.above(20);
  });

  for (const claim of claims.filter((text) => !UNPROVEN.some((start) => text.startsWith(start)))) {
    it(claim.replace(/[.:(].*/, ''), () => {
      const proofs = [...claim.matchAll(/`(spec\/[\w/.]+)(?: > ([^`]+))?`/g)];
      expect(proofs).to.have.length.above(0);
      for (const [, file = '', title = ''] of proofs) {
        assert.isTrue(existsSync(join(root, file)), file);
        expect(titlesOf(file).some((found) => found.includes(title))).to.equal(true, `${file} > ${title}`);
      }
    });
  }
});

/** The titles of a spec, as they stand in its source. */
const titlesOf = (file: string): readonly string[] =>
  [...readText(file).matchAll(/\b(?:it|describe)\(\s*(['"`])([\s\S]*?)\1,/g)].map(([, , title = '']) => title);
