import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert, expect } from 'chai';
import rootPackage from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const { './package.json': _itself, ...entries } = rootPackage.exports;
const named = Object.entries(entries).flatMap(([path, entry]) =>
  path === '.' ? [] : [[path.slice(2), entry] as const],
);

const toSource = (path: string): string =>
  path.replace(/^\.\/dist\/(?:esm|cjs)\//, 'lib/').replace(/(?:\.d\.ts|\.js)$/, '.ts');

describe('the entries of the package', () => {
  it('are built from sources that exist', () => {
    assert.isAbove(named.length, 3);
    for (const { import: esm, require: cjs } of Object.values(entries)) {
      for (const path of [esm.types, esm.default, cjs.types, cjs.default]) {
        expect(existsSync(join(root, toSource(path))), path).to.equal(true);
      }
    }
  });

  it('are the folders with their names', () => {
    for (const [name, { import: esm }] of named) assert.equal(toSource(esm.default), `lib/${name}/index.ts`);
  });

  it("are found by TypeScript's node10 resolution, which does not read exports", () => {
    const found = Object.entries(rootPackage.typesVersions['*']);
    assert.deepEqual(
      found.map(([name, [path]]) => [name, path]),
      named.map(([name, { require: cjs }]) => [name, cjs.types]),
    );
    assert.equal(rootPackage.types, entries['.'].require.types);
  });
});
