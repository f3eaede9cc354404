import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import { VERSION } from '../../lib/cli/version.ts';

describe('VERSION', () => {
  it('is that of the package', () => {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    assert.strictEqual(VERSION, (JSON.parse(text) as { readonly version: string }).version);
  });
});
